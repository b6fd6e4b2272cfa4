'use client';

import { useState } from 'react';
import {
  measures,
  maxCompared,
  parseTop,
  type CompareState,
  type Measure,
} from '../../address/compare-state.ts';
import { formatAmount, formatCoefficient, joinFacts } from '../../format.ts';
import { shortRunId } from '../../address/run-address.ts';
import { rankingMessages } from '../../messages/ranking-messages.ts';
import { encoderAmount } from '../../messages/encoder-messages.ts';
import type { Choice } from './choose-runs.ts';
import styles from './compare-controls.module.css';

interface Props {
  datasets: readonly { id: string; slug: string; name: string }[];
  choice: Choice;
  /** Finished runs there are, of which the newest 100 are offered. */
  total: number;
  state: CompareState;
  change: (change: Partial<CompareState>) => void;
}

/** What the matrix compares: the dataset, its runs, the size of the top, and the number that colours the cells. */
export function CompareControls({ datasets, choice, total, state, change }: Props) {
  return (
    <search className={styles.controls} aria-label="What is compared">
      <div className={styles.fields}>
        <label>
          <span>Dataset</span>
          <select
            value={choice.dataset?.slug ?? state.dataset ?? ''}
            onChange={(event) => change({ dataset: event.target.value, runs: [] })}
          >
            {datasets.map(({ id, slug, name }) => (
              <option key={id} value={slug}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Colour by</span>
          <select
            value={state.measure}
            onChange={(event) => change({ measure: event.target.value as Measure })}
          >
            {Object.entries(measures).map(([key, { label }]) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <TopInput key={state.top} top={state.top} change={(top) => change({ top })} />
      </div>
      <RunPicker choice={choice} total={total} change={change} />
    </search>
  );
}

/** The finished runs on offer, each to be ticked. */
function RunPicker({ choice, total, change }: Pick<Props, 'choice' | 'total' | 'change'>) {
  const chosen = choice.chosen.map((run) => shortRunId(run.id));
  const toggle = (id: string, isChosen: boolean) => {
    const runs = isChosen ? [...chosen, id] : chosen.filter((other) => other !== id);
    change({ dataset: choice.dataset?.slug ?? null, runs });
  };
  return (
    <details className={styles.runs}>
      <summary>
        {choice.chosen.length} of {formatAmount(choice.offered.length, 'finished run')} compared
      </summary>
      <fieldset>
        <legend>
          Runs, up to {maxCompared}
          {total > choice.offered.length && total > 100 ? '; the newest are listed' : ''}
        </legend>
        {choice.offered.map((run) => {
          const id = shortRunId(run.id);
          const isChosen = chosen.includes(id);
          return (
            <label key={run.id}>
              <input
                type="checkbox"
                checked={isChosen}
                disabled={!isChosen && chosen.length >= maxCompared}
                onChange={(event) => toggle(id, event.target.checked)}
              />
              <span>
                {run.name}
                <small>
                  {joinFacts(run.method.name, run.estimator, encoderAmount(run.encoderCount))} ·{' '}
                  {run.summary
                    ? `${rankingMessages[run.summary.ranking].label} ranking, reliability ${formatCoefficient(run.summary.spearmanBrown)}`
                    : 'no summary'}
                </small>
              </span>
            </label>
          );
        })}
      </fieldset>
    </details>
  );
}

/** A percentage that counts when it is entered or left; anything else goes back to what it was. */
function TopInput({ top, change }: { top: number; change: (top: number) => void }) {
  const [text, setText] = useState(String(top));
  const commit = () => {
    const value = parseTop(text.trim().replace(',', '.'));
    setText(String(value));
    change(value);
  };
  return (
    <label>
      <span>Top (%)</span>
      <input
        type="text"
        inputMode="decimal"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
    </label>
  );
}

'use client';

import { formatCount } from '../../format.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { initialRunState, isFiltered, type RunState } from '../../url-state.ts';
import type { ChangeRunState } from '../run/use-run-state.ts';
import { ClassSummariesDocument, extremesShown } from './class-documents.ts';
import { RangeInputs } from './range-inputs.tsx';
import styles from './filters.module.css';

/** What is shown below: which latent classes, and which scores. */
export function Filters({ id, state, change }: { id: string; state: RunState; change: ChangeRunState }) {
  const { data } = useLiveQuery(ClassSummariesDocument, { run: id, first: extremesShown });
  const classes = data?.classSummaries ?? [];
  const toggle = (index: number, isChosen: boolean) =>
    change({
      classes: isChosen ? [...state.classes, index] : state.classes.filter((other) => other !== index),
    });
  return (
    <search className={styles.filters} aria-label="Filters">
      <fieldset className={styles.classes}>
        <legend>Latent class</legend>
        {classes.map((summary) => (
          <label
            key={summary.class.id}
            className={styles.chip}
            title={`${formatCount(summary.count)} scores`}
          >
            <input
              type="checkbox"
              checked={state.classes.includes(summary.class.index)}
              onChange={(event) => toggle(summary.class.index, event.target.checked)}
            />
            <span>{summary.class.name}</span>
          </label>
        ))}
      </fieldset>
      <RangeInputs from={state.from} to={state.to} change={change} />
      <button
        type="button"
        className={styles.clear}
        disabled={!isFiltered(state)}
        onClick={() => change({ classes: [], from: initialRunState.from, to: initialRunState.to })}
      >
        Show all
      </button>
    </search>
  );
}

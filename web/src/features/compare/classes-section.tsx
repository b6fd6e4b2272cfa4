'use client';

import { useId } from 'react';
import { Chips } from '../../components/chips.tsx';
import { Choice } from '../../components/choice.tsx';
import page from '../../components/page.module.css';
import type { CompareState } from '../../address/compare-state.ts';
import { atypicalCriteria, type AtypicalCriterion } from '../../address/atypical-criteria.ts';
import { toggled } from '../../address/toggled.ts';
import { useClasses } from '../scores/use-class-extremes.ts';
import rows from '../scores/class-rows.module.css';
import { namesOf } from './choose-runs.ts';
import { ClassOfRun } from './class-of-run.tsx';
import type { ComparableRun } from './compare-documents.ts';
import styles from './classes-section.module.css';

interface Props {
  runs: readonly ComparableRun[];
  state: CompareState;
  change: (change: Partial<CompareState>) => void;
}

/** What each run calls the most typical and the most atypical of a class, one under the other. */
export function ClassesSection({ runs, state, change }: Props) {
  const id = useId();
  // Runs of one dataset have the same classes.
  const classes = useClasses(runs[0]!.id, state.atypicalBy)?.map((summary) => summary.class);
  // A row for each run and class: all classes at once would be pages long.
  const shown =
    state.classes.length > 0 ? state.classes : (classes?.slice(0, 1) ?? []).map(({ index }) => index);
  const chosen = classes?.filter(({ index }) => shown.includes(index));
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={rows.head}>
        <h2 id={id}>Most typical and most atypical, by class and run</h2>
        <Chips
          legend="Latent class"
          options={(classes ?? []).map(({ index, name }) => ({ value: index, label: name }))}
          chosen={state.classes}
          toggle={(index) => change({ classes: toggled(state.classes, index).sort((a, b) => a - b) })}
        />
        <Choice
          label="Atypical"
          value={state.atypicalBy}
          options={atypicalCriteria}
          set={(next) => change({ atypicalBy: next })}
        />
      </div>
      <p className={rows.text}>
        Do the runs find the same datapoints typical and atypical? Compare datapoints, not scores: methods
        have no common scale. Without a tick, the first class is shown.
      </p>
      {chosen === undefined ? (
        <div className={rows.space} aria-busy="true" />
      ) : chosen.length === 0 ? (
        <p className={rows.none}>
          {classes?.length === 0
            ? 'The classes of these datapoints are not known.'
            : 'No class of this dataset is among those chosen.'}
        </p>
      ) : (
        <ul className={rows.rows}>
          {chosen.map((label) => (
            <RunsOfClass key={label.index} label={label} runs={runs} atypicalBy={state.atypicalBy} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface ClassProps extends Pick<Props, 'runs'> {
  label: { index: number; name: string };
  atypicalBy: AtypicalCriterion;
}

/** One class: a line for each run. */
function RunsOfClass({ label: { index, name }, runs, atypicalBy }: ClassProps) {
  const names = namesOf(runs);
  return (
    <li className={`${page.card} ${styles.class}`}>
      <h3>
        <span className="visually-hidden">Class </span>
        {name}
      </h3>
      <p className={styles.kinds} aria-hidden="true">
        <span>most typical: lowest scores</span>
        <span>most atypical</span>
      </p>
      <ul className={styles.runs}>
        {runs.map((run, at) => (
          <ClassOfRun key={run.id} run={run} name={names[at]!} index={index} atypicalBy={atypicalBy} />
        ))}
      </ul>
    </li>
  );
}

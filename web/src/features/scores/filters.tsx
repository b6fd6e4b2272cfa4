'use client';

import { Chips } from '../../components/chips.tsx';
import { formatCount } from '../../format.ts';
import { toggled } from '../../address/toggled.ts';
import { initialRunState, isFiltered, type RunState } from '../../address/url-state.ts';
import type { ChangeRunState } from '../run/use-run-state.ts';
import { RangeInputs } from './range-inputs.tsx';
import { useClasses } from './use-class-extremes.ts';
import styles from './filters.module.css';

/** What is shown below: which latent classes, and which scores. */
export function Filters({ id, state, change }: { id: string; state: RunState; change: ChangeRunState }) {
  const classes = useClasses(id, state.atypicalBy) ?? [];
  return (
    <search className={styles.filters} aria-label="Filters">
      <Chips
        legend="Latent class"
        options={classes.map(({ class: { index, name }, count }) => ({
          value: index,
          label: name,
          title: `${formatCount(count)} scores`,
        }))}
        chosen={state.classes}
        toggle={(index) => change({ classes: toggled(state.classes, index) })}
      />
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

'use client';

import type { ExploreState } from '../../../address/explore-state.ts';
import { NumberField } from './number-field.tsx';

interface Props {
  state: ExploreState;
  change: (change: Partial<ExploreState>) => void;
}

/** Bounds on the place of a datapoint in the ranking, and on how stable that place is. */
export function AtypicalFacet({ state, change }: Props) {
  return (
    <fieldset>
      <legend>How atypical, and how certain</legend>
      <NumberField
        label="Percentile, at least"
        value={state.percentile}
        low={0}
        high={100}
        set={(percentile) => change({ percentile })}
      />
      <NumberField
        label="P(top 5 %), at least"
        value={state.stable}
        low={0}
        high={1}
        set={(stable) => change({ stable })}
      />
    </fieldset>
  );
}

'use client';

import { identifiabilities, type Identifiability } from '../../../address/explore-state.ts';
import { toggled } from '../../../address/toggled.ts';
import { countIn, FacetOptions } from './facet-options.tsx';

const labels: Record<Identifiability, string> = { yes: 'identifiable', no: 'not identifiable' };
const codes: Record<Identifiability, number> = { yes: 1, no: 0 };

interface Props {
  /** Those asked for; empty = both. */
  chosen: readonly Identifiability[];
  change: (chosen: Identifiability[]) => void;
  /** Datapoints of each, by its code, under the other filters; null while they are being counted. */
  counts: ReadonlyMap<number, number> | null;
}

/** Whether a score is identifiable: some encoders must have been trained with the datapoint, and some without. */
export function IdentifiableFacet({ chosen, change, counts }: Props) {
  return (
    <fieldset>
      <legend>Is the score identifiable?</legend>
      <FacetOptions
        options={identifiabilities.map((value) => ({ value, label: labels[value] }))}
        chosen={chosen}
        toggle={(one) => change(identifiabilities.filter((other) => toggled(chosen, one).includes(other)))}
        countOf={(one) => countIn(counts, codes[one])}
      />
    </fieldset>
  );
}

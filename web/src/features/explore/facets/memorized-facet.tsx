'use client';

import { useContext } from 'react';
import type { ExploreState } from '../../../address/explore-state.ts';
import { formatFraction } from '../../../format.ts';
import { rateOfPartMessage, untestedMessage } from '../../../messages/fdr-messages.ts';
import { statedRates } from '../../../columns/rate-counts.ts';
import { RunMeasure } from '../../scores/run-measure.ts';
import { countIn, FacetOptions } from './facet-options.tsx';
import { NumberField } from './number-field.tsx';

interface Props {
  rate: number | null;
  /** Whether other filters leave a part of the datapoints. */
  isPart: boolean;
  change: (change: Pick<ExploreState, 'fdr'>) => void;
  /** Datapoints memorized at each stated rate under the other filters; null while they are being counted, empty where none was tested. */
  counts: ReadonlyMap<number, number> | null;
}

/** Memorized or not, at a rate of false ones among those called so. */
export function MemorizedFacet({ rate, isPart, change, counts }: Props) {
  const measure = useContext(RunMeasure);
  const isUntested = counts?.size === 0;
  return (
    <fieldset>
      <legend>Memorized, at a false discovery rate of</legend>
      {isUntested ? (
        <p>{untestedMessage(measure)}</p>
      ) : (
        <FacetOptions
          options={statedRates.map((value) => ({ value, label: formatFraction(value) }))}
          chosen={rate === null ? [] : [rate]}
          toggle={(one) => change({ fdr: one === rate ? null : one })}
          countOf={(one) => countIn(counts, one)}
        />
      )}
      {isUntested && rate === null ? null : (
        <NumberField label="Rate, at most" value={rate} low={0} high={1} set={(fdr) => change({ fdr })} />
      )}
      {isPart && rate !== null ? <p>{rateOfPartMessage}</p> : null}
    </fieldset>
  );
}

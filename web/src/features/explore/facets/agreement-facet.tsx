'use client';

import { initialExploreState, leastAgreeing, type ExploreState } from '../../../address/explore-state.ts';
import { shortRunId } from '../../../address/run-address.ts';
import { shortNames } from '../../../messages/short-names.ts';
import { toggled } from '../../../address/toggled.ts';
import type { FacetData } from '../explore-documents.ts';
import { FacetOptions } from './facet-options.tsx';
import { NumberField } from './number-field.tsx';

interface Props {
  /** Finished runs of the dataset but the one explored. */
  others: FacetData['runs']['nodes'];
  state: ExploreState;
  change: (change: Partial<ExploreState>) => void;
}

/** Other runs that have a datapoint in their top too, and how many of them must; nothing where there is no other run. */
export function AgreementFacet({ others, state, change }: Props) {
  if (others.length === 0) return null;
  const short = shortNames(others.map(({ name }) => name));
  return (
    <fieldset>
      <legend>Other runs that agree</legend>
      <FacetOptions
        options={others.map(({ id, name, method }, at) => ({
          value: shortRunId(id),
          label: (
            <span title={`${name}, ${method.name}`}>
              {short[at]} <small>{method.name}</small>
            </span>
          ),
        }))}
        chosen={state.agree}
        toggle={(id) => change({ agree: toggled(state.agree, id) })}
      />
      {state.agree.length > 0 ? (
        <>
          <NumberField
            label="In the top"
            unit="%"
            value={state.top}
            low={0.01}
            high={100}
            set={(top) => change({ top: top ?? initialExploreState.top })}
          />
          <NumberField
            label="of at least"
            unit={`of ${state.agree.length + 1} runs`}
            value={leastAgreeing(state)}
            low={1}
            high={state.agree.length + 1}
            set={(least) => change({ least: least === null ? null : Math.round(least) })}
          />
        </>
      ) : null}
    </fieldset>
  );
}

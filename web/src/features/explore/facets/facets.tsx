'use client';

import {
  leastAgreeing,
  initialExploreState,
  isNarrowed,
  type ExploreState,
} from '../../../address/explore-state.ts';
import type { ResultOf } from '../../../graphql/graphql.ts';
import { shortRunId } from '../../../address/run-address.ts';
import { toggled } from '../../../address/toggled.ts';
import { RangeInputs } from '../../scores/range-inputs.tsx';
import type { ExploreFacetsDocument } from '../explore-documents.ts';
import { countIn, FacetOptions } from './facet-options.tsx';
import { IdentifiableFacet } from './identifiable-facet.tsx';
import { MethodFacet } from './method-facet.tsx';
import { NumberField } from './number-field.tsx';
import { RoleFacet } from './role-facet.tsx';
import { TagFacet } from './tag-facet.tsx';
import type { Tags } from '../use-tags.ts';
import styles from './facets.module.css';

export type FacetData = ResultOf<typeof ExploreFacetsDocument>;

interface Props {
  run: string;
  data: FacetData | undefined;
  state: ExploreState;
  change: (change: Partial<ExploreState>) => void;
  /** Datapoints that pass all filters; null while the columns are on their way. */
  left: number | null;
  /** Datapoints of each class under the other filters; null while the columns are on their way. */
  counts: ReadonlyMap<number, number> | null;
  /** Datapoints of each role, by its code, under the other filters. */
  roleCounts: ReadonlyMap<number, number> | null;
  /** Datapoints with a score (1) and without (0), under the other filters. */
  identifiableCounts: ReadonlyMap<number, number> | null;
  tags: Tags;
  tagCounts: ReadonlyMap<string, number> | null;
}

/** The filters, each with what is left under the others. */
export function Facets(props: Props) {
  const { run, data, state, change, left, counts, roleCounts, identifiableCounts, tags, tagCounts } = props;
  const others = (data?.runs.nodes ?? []).filter(({ id }) => shortRunId(id) !== run);
  return (
    <search className={styles.facets} aria-label="Filters">
      <MethodFacet run={run} runs={data?.runs.nodes ?? []} state={state} left={left} />
      <fieldset>
        <legend>Latent class</legend>
        <FacetOptions
          options={(data?.classSummaries ?? []).map(({ class: { index, name } }) => ({
            value: index,
            label: name,
          }))}
          chosen={state.classes}
          toggle={(index) => change({ classes: toggled(state.classes, index).sort((a, b) => a - b) })}
          countOf={(index) => countIn(counts, index)}
        />
      </fieldset>
      <RoleFacet roles={state.roles} change={(roles) => change({ roles })} counts={roleCounts} />
      <IdentifiableFacet
        chosen={state.identifiable}
        change={(identifiable) => change({ identifiable })}
        counts={identifiableCounts}
      />
      <RangeInputs from={state.from} to={state.to} change={change} />
      <fieldset>
        <legend>How atypical, and how surely</legend>
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
      {others.length > 0 ? (
        <fieldset>
          <legend>Other runs that agree</legend>
          <FacetOptions
            options={others.map(({ id, name, method }) => ({
              value: shortRunId(id),
              label: (
                <>
                  {name} <small>{method.name}</small>
                </>
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
      ) : null}
      <TagFacet
        tags={tags}
        chosen={state.tags}
        change={(chosen) => change({ tags: chosen })}
        counts={tagCounts}
      />
      <button
        type="button"
        disabled={!isNarrowed(state)}
        onClick={() =>
          change({ ...initialExploreState, against: state.against, order: state.order, view: state.view })
        }
      >
        Show all
      </button>
    </search>
  );
}

'use client';

import type { ReactNode } from 'react';
import { isNarrowed, withoutFilters, type ExploreState } from '../../../address/explore-state.ts';
import { shortRunId } from '../../../address/run-address.ts';
import { toggled } from '../../../address/toggled.ts';
import { RangeInputs } from '../../scores/range-inputs.tsx';
import type { FacetData } from '../explore-documents.ts';
import { AgreementFacet } from './agreement-facet.tsx';
import { AtypicalFacet } from './atypical-facet.tsx';
import { countIn, FacetOptions } from './facet-options.tsx';
import { IdentifiableFacet } from './identifiable-facet.tsx';
import { MemorizedFacet } from './memorized-facet.tsx';
import { MethodFacet } from './method-facet.tsx';
import { RoleFacet } from './role-facet.tsx';
import { TagFacet } from './tag-facet.tsx';
import type { Tags } from '../use-tags.ts';
import styles from './facets.module.css';

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
  /** Datapoints memorized at each stated rate under the other filters; empty where none was tested. */
  rateCounts: ReadonlyMap<number, number> | null;
  tags: Tags;
  tagCounts: ReadonlyMap<string, number> | null;
  /** Datapoints with a comment under the other filters. */
  commentedCount: number | null;
  /** The range of scores over their distribution. */
  brush: ReactNode;
}

/** The filters, each with what is left under the others. */
export function Facets(props: Props) {
  const { run, data, state, change, left, counts, roleCounts, identifiableCounts, rateCounts } = props;
  const { tags, tagCounts, brush } = props;
  const others = (data?.runs.nodes ?? []).filter(({ id }) => shortRunId(id) !== run);
  return (
    <search className={styles.facets} aria-label="Filters">
      {brush}
      <RangeInputs from={state.from} to={state.to} change={change} />
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
      <MethodFacet run={run} runs={data?.runs.nodes ?? []} state={state} left={left} />
      <RoleFacet roles={state.roles} change={(roles) => change({ roles })} counts={roleCounts} />
      <IdentifiableFacet
        chosen={state.identifiable}
        change={(identifiable) => change({ identifiable })}
        counts={identifiableCounts}
      />
      <MemorizedFacet
        rate={state.fdr}
        isPart={state.classes.length + state.roles.length + state.tags.length > 0}
        change={change}
        counts={rateCounts}
      />
      <AtypicalFacet state={state} change={change} />
      <AgreementFacet others={others} state={state} change={change} />
      <TagFacet
        tags={tags}
        chosen={state.tags}
        change={(chosen) => change({ tags: chosen })}
        counts={tagCounts}
      />
      <fieldset>
        <legend>Comments</legend>
        <FacetOptions
          options={[{ value: 'yes', label: 'has a comment' }]}
          chosen={state.commented ? ['yes'] : []}
          toggle={() => change({ commented: !state.commented })}
          countOf={() => props.commentedCount}
        />
      </fieldset>
      <button type="button" disabled={!isNarrowed(state)} onClick={() => change(withoutFilters(state))}>
        Show all
      </button>
    </search>
  );
}

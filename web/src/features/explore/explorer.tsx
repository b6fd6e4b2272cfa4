'use client';

import { useMemo } from 'react';
import { shortRunId } from '../../address/run-address.ts';
import { NotLoaded } from '../../components/callout/not-loaded.tsx';
import type { Run } from '../run/run-document.ts';
import { AppliedChips } from './facets/applied-chips.tsx';
import { appliedFilters } from './facets/applied-filters.ts';
import { Facets } from './facets/facets.tsx';
import { FilterRail } from './facets/filter-rail.tsx';
import { filterNames } from './facets/filter-names.ts';
import { RangeBrush } from './facets/range-brush.tsx';
import { MapSection } from './map/map-section.tsx';
import { Results } from './results/results.tsx';
import { ScatterSection } from './scatter/scatter-section.tsx';
import { useExplorer, type ExplorerData } from './use-explorer.ts';
import styles from './explore.module.css';

/** The filters of a run with a summary beside the datapoints that pass them. */
export function Explorer({ run, isTrusted }: { run: Run; isTrusted: boolean }) {
  const own = shortRunId(run.id);
  const explorer = useExplorer(run);
  const { state, commit, range, preview, facets, columns, tags, filtered } = explorer;
  const names = useMemo(() => filterNames(facets), [facets]);
  const applied = appliedFilters(state, names);
  return (
    <div className={styles.layout}>
      <FilterRail applied={applied.length}>
        <Facets
          run={own}
          data={facets}
          state={state}
          change={commit}
          left={filtered?.indices.length ?? null}
          counts={filtered?.classCounts ?? null}
          roleCounts={filtered?.roleCounts ?? null}
          identifiableCounts={filtered?.identifiableCounts ?? null}
          rateCounts={filtered?.rateCounts ?? null}
          tags={tags}
          tagCounts={filtered?.tagCounts ?? null}
          commentedCount={explorer.commentedCount}
          brush={<RangeBrush filtered={filtered} range={range} preview={preview} commit={commit} />}
        />
      </FilterRail>
      <div className={styles.main}>
        {columns.problem ? <NotLoaded what="scores" problem={columns.problem} retry={columns.retry} /> : null}
        <Plots run={run} explorer={explorer} ofClass={names.ofClass} />
        <AppliedChips filters={applied} change={commit} />
        <Results
          run={own}
          dataset={run.dataset.slug}
          state={state}
          filtered={filtered}
          commit={commit}
          isTrusted={isTrusted}
          tags={tags}
        />
      </div>
    </div>
  );
}

interface PlotsProps {
  run: Run;
  explorer: ExplorerData;
  ofClass: (index: number) => string;
}

/** The scatter against another run, and the map. */
function Plots({ run, explorer, ofClass }: PlotsProps) {
  const { state, commit, facets, columns, tags, explored, filtered } = explorer;
  const shared = { run, tags, ofClass, state, explored, filtered, change: commit };
  return (
    <div className={styles.plots}>
      <ScatterSection
        {...shared}
        others={facets?.runs.nodes}
        retryOthers={explorer.retryFacets}
        secondRun={explorer.secondRun}
        axes={explorer.axes}
        hasProblem={columns.problem !== null}
      />
      <MapSection
        {...shared}
        facts={facets && (facets.run?.representationMap ?? null)}
        loaded={explorer.map}
      />
    </div>
  );
}

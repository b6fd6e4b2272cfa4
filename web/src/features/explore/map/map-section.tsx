'use client';

import Link from 'next/link';
import { initialExploreState, type ExploreState } from '../../../address/explore-state.ts';
import { runAddress } from '../../../address/run-address.ts';
import { NotLoaded } from '../../../components/callout/not-loaded.tsx';
import page from '../../../components/page.module.css';
import { formatAmount } from '../../../format.ts';
import type { Explored } from '../../../columns/cross-filter.ts';
import type { Run } from '../../run/run-document.ts';
import styles from '../scatter/scatter-section.module.css';
import type { FacetData } from '../explore-documents.ts';
import type { Filtered } from '../use-filtered.ts';
import type { Tags } from '../use-tags.ts';
import { MapBounds } from './map-bounds.tsx';
import { MapPlot } from './map-plot.tsx';
import type { LoadedMap } from './use-map.ts';

type MapFacts = NonNullable<NonNullable<FacetData['run']>['representationMap']>;

interface Props {
  run: Run;
  /** null for a run without a map; undefined while that is unknown. */
  facts: MapFacts | null | undefined;
  loaded: LoadedMap;
  tags: Tags;
  ofClass: (index: number) => string;
  state: ExploreState;
  explored: Explored | null;
  filtered: Filtered | null;
  change: (change: Partial<ExploreState>) => void;
}

/** The representations of the run on a plane: each datapoint a point, a lasso to choose among them. */
export function MapSection(props: Props) {
  const { facts, state, change } = props;
  const { mapLasso } = initialExploreState;
  return (
    <section className={`${page.card} ${styles.section}`} aria-labelledby="map">
      <div className={styles.bar}>
        <h2 id="map">Map of representations</h2>
        {facts ? (
          <button
            type="button"
            aria-expanded={state.map}
            onClick={() => change({ map: !state.map, mapLasso })}
          >
            {state.map ? 'Hide the map' : 'Show the map'}
          </button>
        ) : null}
      </div>
      {facts === null ? <NoMap run={props.run} /> : null}
      {facts && state.map ? <ShownMap {...props} facts={facts} /> : null}
    </section>
  );
}

function NoMap({ run }: Pick<Props, 'run'>) {
  return (
    <p className={styles.hint}>
      This run has none: a map is made when a worker that has the encoders publishes a run, and neither
      imports nor deposits bring one. <Link href={runAddress(run.id)}>Measure its encoders again</Link> with
      another setting, such as the seed of the views: the new run has a map.
    </p>
  );
}

function ShownMap({ facts, loaded, ...props }: Props & { facts: MapFacts }) {
  const { explored, filtered, state, change } = props;
  const { mapLasso } = initialExploreState;
  if (loaded.problem) return <NotLoaded what="map" problem={loaded.problem} retry={loaded.retry} />;
  return (
    <>
      <MapCaption facts={facts} />
      {explored?.places && filtered ? (
        <MapPlot {...props} explored={explored} failed={filtered.failed} positions={props.tags.positions} />
      ) : (
        <div className={styles.space} role="status" aria-label="Loading the map" aria-busy />
      )}
      <div className={styles.fields}>
        {explored?.places ? <MapBounds places={explored.places} state={state} change={change} /> : null}
        <button type="button" disabled={state.mapLasso.length === 0} onClick={() => change({ mapLasso })}>
          Clear the lasso
        </button>
      </div>
    </>
  );
}

/** How the map was made, and what it does not say. */
function MapCaption({ facts: { projection, datapointCount } }: { facts: MapFacts }) {
  return (
    <p className={styles.caption}>
      {formatAmount(datapointCount, 'datapoint')}, not augmented, under the first encoder of the run,{' '}
      {projection === 'UMAP' ? (
        <>
          laid out by UMAP so that nearest neighbours stay together. Neither the axes nor the distances
          between groups have a meaning of their own (
          <a href="https://arxiv.org/abs/1802.03426">McInnes et al. 2018, section 6</a>), and distances on the
          map are not the score.
        </>
      ) : (
        <>
          on the two directions in which they vary most (principal components, used below 16 and above 10,000
          datapoints). All other directions are left out, and distances on the map are not the score.
        </>
      )}
    </p>
  );
}

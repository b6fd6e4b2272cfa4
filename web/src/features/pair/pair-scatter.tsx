'use client';

import Link from 'next/link';
import { useMemo, useState } from 'react';
import { axesOf, exploreStateToSearch, initialExploreState } from '../../address/explore-state.ts';
import type { PairState } from '../../address/pair-state.ts';
import { runAddress, shortRunId } from '../../address/run-address.ts';
import { failuresAside } from '../../columns/cross-filter.ts';
import { NotLoaded } from '../../components/callout/not-loaded.tsx';
import page from '../../components/page.module.css';
import { formatCount } from '../../format.ts';
import { useColumns } from '../explore/use-columns.ts';
import { useExplored } from '../explore/use-explored.ts';
import { useTags } from '../explore/use-tags.ts';
import { ScatterPlot } from '../scatter/scatter-plot.tsx';
import type { ClassDifference, PairData, PairRun } from './pair-documents.ts';
import styles from './pair-page.module.css';

interface Props {
  runs: readonly [PairRun, PairRun];
  cell: PairData['agreement']['cells'][number];
  /** With their names; undefined while they are on their way. */
  classes: readonly ClassDifference[] | undefined;
  state: PairState;
  change: (change: Partial<PairState>) => void;
}

/** More datapoints than these, some megabytes, are loaded only when a reader asks for them. */
const loadedAtOnce = 100_000;

/** Each datapoint by its scores in both runs. */
export function PairScatter(props: Props) {
  const { runs, cell, state } = props;
  const [isWanted, setIsWanted] = useState(cell.count <= loadedAtOnce);
  const lassoed = { ...initialExploreState, classes: state.classes, against: shortRunId(runs[1].id) };
  return (
    <section className={styles.section} aria-labelledby="scatter">
      <h2 id="scatter">Datapoint by datapoint</h2>
      <p className={styles.text}>
        Each point is a datapoint with a score in both runs.{' '}
        <Link href={`${runAddress(runs[0].id)}/explore${exploreStateToSearch(lassoed)}`}>
          Select points in the explorer
        </Link>
      </p>
      <div className={`${page.card} ${styles.scatter}`}>
        {isWanted ? (
          <LoadedScatter {...props} />
        ) : (
          <button type="button" onClick={() => setIsWanted(true)}>
            Show {formatCount(cell.count)} points
          </button>
        )}
      </div>
    </section>
  );
}

/** No filter but that of the classes. */
const noOthers = {
  agree: [],
  top: initialExploreState.top,
  tags: [],
  commented: false,
  lasso: [],
  mapLasso: [],
} as const;

function LoadedScatter({ runs, cell, classes, state, change }: Props) {
  const [a, b] = runs.map(({ id }) => shortRunId(id)) as [string, string];
  const { arrays, problem, retry } = useColumns([a, b]);
  const { positions } = useTags(runs[0].dataset.slug, arrays.get(a)?.index);
  const explored = useExplored(a, arrays, positions, { ...noOthers, against: b }, null);
  const failed = useMemo(
    () => explored && failuresAside(explored, { ...initialExploreState, classes: state.classes }),
    [explored, state.classes],
  );
  const isComparable = cell.differingKeys.length === 0;
  const axes = axesOf({ axes: state.axes, lasso: [] }, isComparable)!;
  const ofClass = useMemo(() => {
    const names = new Map(classes?.flatMap((row) => (row.class ? [[row.class.index, row.class.name]] : [])));
    return (index: number) => names.get(index) ?? String(index);
  }, [classes]);
  if (problem) return <NotLoaded what="scores" problem={problem} retry={retry} />;
  if (!explored?.other || !failed)
    return <div className={styles.plotSpace} role="status" aria-label="Loading the scatter plot" aria-busy />;
  return (
    <ScatterPlot
      run={runs[0]}
      name={runs[1].name}
      state={{ ...state, tags: [], lasso: [] }}
      explored={explored}
      failed={failed}
      positions={positions}
      axes={axes}
      isComparable={isComparable}
      ofClass={ofClass}
      change={({ axes: chosen, colour }) =>
        change({
          ...(chosen === undefined ? {} : { axes: chosen }),
          ...(colour === undefined ? {} : { colour }),
        })
      }
      isSelecting={false}
    />
  );
}

'use client';

import Link from 'next/link';
import { useMemo, useState } from 'react';
import { ApiAway } from '../../components/api-away.tsx';
import { Callout } from '../../components/callout.tsx';
import { Choice } from '../../components/choice.tsx';
import page from '../../components/page.module.css';
import { Refusal } from '../../components/refusal.tsx';
import {
  exploreStateToSearch,
  exploreViews,
  parseExploreState,
  withoutAgainst,
  type ExploreState,
} from '../../address/explore-state.ts';
import { isAway } from '../../graphql/api-error.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { runFromExplorer } from '../../address/filtered-address.ts';
import { runAddress, shortRunId } from '../../address/run-address.ts';
import { rankingWords } from '../../messages/ranking-messages.ts';
import { scoreOrders } from '../../address/score-orders.ts';
import { useUrlState } from '../compare/use-url-state.ts';
import { RunDocument, type Run } from '../run/run-document.ts';
import { RankingVerdict } from '../run/estimator/ranking-verdict.tsx';
import runStyles from '../run/run-page.module.css';
import { ExploreFacetsDocument } from './explore-documents.ts';
import { Facets } from './facets/facets.tsx';
import { Results } from './results/results.tsx';
import type { Range } from '../../charts/specs/histogram.ts';
import { ScatterSection } from './scatter/scatter-section.tsx';
import { useAgainst } from './scatter/use-against.ts';
import { useColumns } from './use-columns.ts';
import { useExplored } from './use-explored.ts';
import { useSelection } from './use-selection.ts';
import { useTags } from './use-tags.ts';
import styles from './explore.module.css';

/** All scores of a run to be filtered and looked through: facets, a histogram to brush, a grid of any length. */
export function ExplorePage({ id }: { id: string }) {
  const { data, error } = useLiveQuery(RunDocument, { id });
  const run = data?.run;
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      {isAway(error) ? <ApiAway hasData={Boolean(run)} /> : error ? <Refusal error={error} /> : null}
      {run ? <ExploreRun run={run} /> : null}
    </main>
  );
}

function ExploreRun({ run }: { run: Run }) {
  const [state] = useUrlState<ExploreState>(parseExploreState, exploreStateToSearch);
  return (
    <>
      <header className={runStyles.head}>
        <nav aria-label="Breadcrumb">
          <Link href="/" className={runStyles.crumb}>
            Runs
          </Link>{' '}
          <Link href={runFromExplorer(run.id, state)} className={runStyles.crumb}>
            {run.name}
          </Link>
        </nav>
        <h1>Explore {run.name}</h1>
      </header>
      {run.summary ? (
        <>
          <RankingVerdict ranking={run.summary.ranking} estimator={run.estimator} />
          <Explorer run={run} isTrusted={rankingWords[run.summary.ranking].tone !== 'bad'} />
        </>
      ) : (
        <Callout tone="neutral" title="There is nothing to explore yet">
          <p>
            The run is {run.status.toLowerCase()}. <Link href={runAddress(run.id)}>Its page</Link> says how it
            goes on.
          </p>
        </Callout>
      )}
    </>
  );
}

function Explorer({ run, isTrusted }: { run: Run; isTrusted: boolean }) {
  const own = shortRunId(run.id);
  const [state, change] = useUrlState<ExploreState>(parseExploreState, exploreStateToSearch);
  const [dragged, setDragged] = useState<Range | null>(null);
  const { data: facets } = useLiveQuery(ExploreFacetsDocument, { run: own, dataset: run.dataset.slug });
  const { arrays, problem, retry } = useColumns([
    own,
    ...state.agree,
    ...(state.against === null ? [] : [state.against]),
  ]);
  const tags = useTags(run.dataset.slug, arrays.get(own)?.index);
  const siblings = (facets?.runs.nodes ?? []).map(({ id }) => shortRunId(id));
  const against = useAgainst(own, state.against, siblings);
  const joined = against.isJoinable ? state.against : null;
  const explored = useExplored(own, arrays, tags.positions, { ...state, against: joined });
  const isRefused = against.refusal !== null;
  const filters = useMemo(() => (isRefused ? withoutAgainst(state) : state), [isRefused, state]);
  const selection = useSelection(explored, filters, dragged, tags.positions);
  const commit = (range: Partial<ExploreState>): void => {
    setDragged(null);
    change(range);
  };
  return (
    <div className={styles.layout}>
      <aside className={`${page.card} ${styles.side}`}>
        <details open>
          <summary>Filters</summary>
          <Facets
            run={own}
            data={facets}
            state={state}
            change={commit}
            left={selection?.indices.length ?? null}
            counts={selection?.classCounts ?? null}
            roleCounts={selection?.roleCounts ?? null}
            identifiableCounts={selection?.identifiableCounts ?? null}
            tags={tags}
            tagCounts={selection?.tagCounts ?? null}
          />
        </details>
      </aside>
      <div className={styles.main}>
        {problem ? (
          <Callout tone="caution" title="The scores could not be loaded" isAlert>
            <p>
              {problem}{' '}
              <button type="button" onClick={retry}>
                Try again
              </button>
            </p>
          </Callout>
        ) : null}
        <ScatterSection
          run={run}
          others={facets?.runs.nodes}
          against={against}
          state={state}
          explored={explored}
          selection={selection}
          hasProblem={problem !== null}
          change={commit}
        />
        <Results
          run={own}
          dataset={run.dataset.slug}
          state={state}
          selection={selection}
          range={dragged ?? state}
          preview={setDragged}
          commit={commit}
          isTrusted={isTrusted}
          tags={tags}
          orders={
            <div className={styles.orders}>
              <Choice
                label="Show as"
                value={state.view}
                options={exploreViews}
                set={(view) => commit({ view })}
              />
              <Choice
                label="Order"
                value={state.order}
                options={scoreOrders}
                set={(order) => commit({ order })}
              />
            </div>
          }
        />
      </div>
    </div>
  );
}

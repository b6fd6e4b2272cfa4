'use client';

import Link from 'next/link';
import { Trouble } from '../../components/callout/trouble.tsx';
import { Callout } from '../../components/callout/callout.tsx';
import page from '../../components/page.module.css';
import { exploreStateToSearch, parseExploreState, type ExploreState } from '../../address/explore-state.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { runFromExplorer } from '../../address/filtered-address.ts';
import { runAddress, shortRunId } from '../../address/run-address.ts';
import { statusSentences } from '../../messages/status-messages.ts';
import { rankingMessages } from '../../messages/ranking-messages.ts';
import { useUrlState } from '../../address/use-url-state.ts';
import { RunDocument, type Run } from '../run/run-document.ts';
import { CiteButton } from '../snapshot/cite-button.tsx';
import { RankingVerdict } from '../run/estimator/ranking-verdict.tsx';
import runStyles from '../run/run-page.module.css';
import { RunMeasure } from '../scores/run-measure.ts';
import { Explorer } from './explorer.tsx';
import styles from './explore-page.module.css';

/** All scores of a run to be filtered and looked through: facets, a histogram to brush, a grid of any length. */
export function ExplorePage({ id }: { id: string }) {
  const { data, error } = useLiveQuery(RunDocument, { id });
  const run = data?.run;
  return (
    <main id="content" className={`${page.page} ${page.full}`} data-width="full" tabIndex={-1}>
      <Trouble error={error} hasData={Boolean(run)} />
      {run ? <ExploreRun run={run} /> : null}
    </main>
  );
}

function ExploreRun({ run }: { run: Run }) {
  const [state] = useUrlState<ExploreState>(parseExploreState, exploreStateToSearch);
  return (
    <>
      <header className={styles.head}>
        <nav aria-label="Breadcrumb">
          <Link href="/" className={runStyles.crumb}>
            Runs
          </Link>{' '}
          <Link href={runFromExplorer(run.id, state)} className={runStyles.crumb}>
            {run.name}
          </Link>
        </nav>
        <h1>Explore {run.name}</h1>
        {run.status === 'SUCCEEDED' ? (
          <CiteButton
            runs={citedRuns(run, state)}
            title={run.name}
            selection={{ run: shortRunId(run.id), state }}
          />
        ) : null}
      </header>
      {run.summary ? (
        <>
          <RankingVerdict ranking={run.summary.ranking} />
          <RunMeasure value={run.measure}>
            <Explorer run={run} isTrusted={rankingMessages[run.summary.ranking].tone !== 'bad'} />
          </RunMeasure>
        </>
      ) : (
        <Callout tone="neutral" title="There is nothing to explore yet">
          <p>
            {statusSentences[run.status]} <Link href={runAddress(run.id)}>Its page</Link> shows the details.
          </p>
        </Callout>
      )}
    </>
  );
}

/** The explored run, and the others that its filters ask. */
const citedRuns = ({ id }: Run, { agree, against }: ExploreState): string[] => [
  ...new Set([shortRunId(id), ...agree, ...(against === null ? [] : [against])]),
];

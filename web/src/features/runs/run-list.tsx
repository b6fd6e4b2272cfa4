'use client';

import type { RunStatus } from '@engram/core';
import { useState } from 'react';
import { ApiUnavailable } from '../../components/api-unavailable.tsx';
import { ErrorCallout } from '../../components/error-callout.tsx';
import page from '../../components/page.module.css';
import { formatAmount } from '../../format.ts';
import { isUnavailable } from '../../graphql/api-error.ts';
import type { ResultOf } from '../../graphql/graphql.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { firstRuns } from './first-runs.ts';
import { NoRuns } from './no-runs.tsx';
import { RunListDocument } from './run-list-document.ts';
import { RunRow } from './run-row.tsx';
import { RunRowsSkeleton } from './run-rows-skeleton.tsx';
import styles from './run-list.module.css';

type Connection = ResultOf<typeof RunListDocument>['runs'];

const isLive = (status: RunStatus) => status === 'RUNNING' || status === 'QUEUED';
/** Runs that are under way are asked for often; a new one is noticed within half a minute. */
const pollMs = ({ runs }: { runs: Connection }) =>
  runs.nodes.some((run) => isLive(run.status)) ? 2_000 : 30_000;

/** The runs, newest first. */
export function RunList() {
  const { data, error } = useLiveQuery(RunListDocument, firstRuns, { pollMs });
  const [pages, setPages] = useState(0);
  const runs = data?.runs;
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <div className={styles.head}>
        <h1>Runs</h1>
        <p>
          {runs && runs.totalCount > 0
            ? `${formatAmount(runs.totalCount, 'run')}, newest first. A score above 0 means that the encoders memorized the datapoint.`
            : 'Which datapoints do self-supervised encoders memorize?'}
        </p>
      </div>
      {isUnavailable(error) ? (
        <ApiUnavailable hasData={Boolean(runs)} />
      ) : error ? (
        <ErrorCallout error={error} />
      ) : null}
      {runs ? (
        runs.nodes.length === 0 ? (
          <NoRuns />
        ) : (
          <ul className={styles.list}>
            {runs.nodes.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
            {runs.pageInfo.hasNextPage ? (
              <OlderRuns after={runs.pageInfo.endCursor} pages={pages} more={() => setPages(pages + 1)} />
            ) : null}
          </ul>
        )
      ) : error && !isUnavailable(error) ? null : (
        <RunRowsSkeleton />
      )}
    </main>
  );
}

/** The pages after the first: each shows its own runs and, at its end, the way to the next. */
function OlderRuns(props: { after: string | null; pages: number; more: () => void }) {
  const isOpen = props.pages > 0;
  const { data } = useLiveQuery(RunListDocument, { ...firstRuns, after: props.after }, { pause: !isOpen });
  if (!isOpen)
    return (
      <li className={styles.more}>
        <button type="button" onClick={props.more}>
          Show older runs
        </button>
      </li>
    );
  return (
    <>
      {data?.runs.nodes.map((run) => (
        <RunRow key={run.id} run={run} />
      ))}
      {data?.runs.pageInfo.hasNextPage ? (
        <OlderRuns after={data.runs.pageInfo.endCursor} pages={props.pages - 1} more={props.more} />
      ) : null}
    </>
  );
}

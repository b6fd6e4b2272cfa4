'use client';

import type { CombinedError } from '@urql/core';
import type { RunStatus } from '@engram/core';
import { useState } from 'react';
import { useClient } from 'urql';
import type { RunListState } from '../../address/run-list-state.ts';
import type { ResultOf } from '../../graphql/graphql.ts';
import { useReportFailure } from '../../graphql/failures.tsx';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { firstRuns } from './first-runs.ts';
import { RunListDocument, type ListedRun } from './run-list-document.ts';

type Connection = ResultOf<typeof RunListDocument>['runs'];

const isLive = (status: RunStatus) => status === 'RUNNING' || status === 'QUEUED';
/** Runs that are under way are asked for often; a new one is noticed within half a minute. */
const pollMs = ({ runs }: { runs: Connection }) =>
  runs.nodes.some((run) => isLive(run.status)) ? 2_000 : 30_000;

interface Older {
  /** Of which filters. */
  key: string;
  nodes: ListedRun[];
  endCursor: string | null;
}

export interface RunListData {
  /** Newest first; undefined while they are on their way. */
  runs: readonly ListedRun[] | undefined;
  total: number;
  /** Runs that experiments asked for and that pass the filters, listed or not. */
  ofExperiments: number;
  error: CombinedError | undefined;
  isStale: boolean;
  /** Asks for older runs; null when all are there. */
  more: (() => void) | null;
  /** Reads the newest again. */
  retry: () => void;
}

/** The runs that pass the filters: the newest kept up to date, older ones as they are asked for. */
export function useRunList(state: RunListState): RunListData {
  const client = useClient();
  const variables = firstRuns(state);
  const key = JSON.stringify(variables);
  const { data, error, isStale, retry } = useLiveQuery(RunListDocument, variables, { pollMs });
  const report = useReportFailure();
  const [kept, setOlder] = useState<Older | null>(null);
  const older = kept?.key === key ? kept : null;
  const newest = data?.runs;
  const after = older ? older.endCursor : newest?.pageInfo.hasNextPage ? newest.pageInfo.endCursor : null;
  const more = async (): Promise<void> => {
    const next = await client.query(RunListDocument, { ...variables, after }).toPromise();
    report('older', next.error ? { error: next.error, retry: () => void more() } : null);
    if (!next.data) return;
    const { nodes, pageInfo } = next.data.runs;
    const endCursor = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    setOlder({ key, nodes: [...(older?.nodes ?? []), ...nodes], endCursor });
  };
  const shown = new Map([...(newest?.nodes ?? []), ...(older?.nodes ?? [])].map((run) => [run.id, run]));
  return {
    runs: newest && [...shown.values()],
    total: newest?.totalCount ?? 0,
    ofExperiments: data?.ofExperiments.totalCount ?? 0,
    error,
    isStale,
    retry,
    more: after === null ? null : () => void more(),
  };
}

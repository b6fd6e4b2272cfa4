'use client';

import type { CombinedError } from '@urql/core';
import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { watchStream } from '../../graphql/watch-stream.ts';
import { RunDocument, type Run } from './run-document.ts';
import { RunProgressDocument, type StreamedProgress } from './training/run-progress-document.ts';

const pollMs = 2_000;
/** While events arrive the run is asked for now and then only, in case one went astray. */
const streamedPollMs = 20_000;

export const isUnderWay = (run: Run | null | undefined): boolean =>
  run?.status === 'RUNNING' || run?.status === 'QUEUED';

export interface LiveRun {
  run: Run | null | undefined;
  error: CombinedError | undefined;
}

/** A run, kept up to date while it is under way: by events of the API, and by asking again where they do not come through. */
export function useLiveRun(id: string): LiveRun {
  const client = useClient();
  const [streamed, setStreamed] = useState<StreamedProgress | null>(null);
  const { data, error, retry } = useLiveQuery(
    RunDocument,
    { id },
    { pollMs: ({ run }) => (isUnderWay(run) ? (streamed ? streamedPollMs : pollMs) : null) },
  );
  const run = data?.run;
  const isLive = isUnderWay(run);
  const seen = useRef({ status: run?.status, retry });
  useEffect(() => {
    seen.current = { status: run?.status, retry };
  });
  useEffect(() => {
    if (!isLive) return;
    const stop = watchStream(
      client,
      RunProgressDocument,
      { id },
      {
        onEvent: ({ runProgress: progress }) => {
          setStreamed(progress);
          if (progress.status !== seen.current.status) seen.current.retry();
        },
        onLost: () => {
          setStreamed(null);
          seen.current.retry();
        },
      },
    );
    return () => {
      stop();
      setStreamed(null);
    };
  }, [client, id, isLive]);
  return { run: run && streamed && isLive ? { ...run, progress: streamed } : run, error };
}

'use client';

import { readScoreArrays, type ScoreArrays } from '@engram/core';
import { useEffect, useState } from 'react';
import { loadBytes } from './load-bytes.ts';

export interface Columns {
  /** By run, those that have arrived. */
  arrays: ReadonlyMap<string, ScoreArrays>;
  /** Why one did not; it is asked for again when `retry` is called. */
  problem: string | null;
  retry: () => void;
}

/** The columns of runs (UUIDs); those that have arrived stay while others are on their way. */
export function useColumns(runs: readonly string[]): Columns {
  const [arrays, setArrays] = useState<ReadonlyMap<string, ScoreArrays>>(new Map());
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const wanted = [...new Set(runs)].join(',');
  useEffect(() => {
    const leave = new AbortController();
    const load = async (run: string): Promise<void> => {
      const loaded = await loadColumns(run, leave.signal);
      setArrays((before) => new Map(before).set(run, loaded));
      setProblem(null);
    };
    for (const run of wanted.split(','))
      if (!arrays.has(run))
        load(run).catch((error: Error) => leave.signal.aborted || setProblem(error.message));
    return () => leave.abort();
    // What has arrived is not asked for again, and its arrival asks for nothing.
  }, [wanted, attempt]);
  return { arrays, problem, retry: () => setAttempt((before) => before + 1) };
}

const loadColumns = async (run: string, signal: AbortSignal): Promise<ScoreArrays> =>
  readScoreArrays(await loadBytes(`/api/columns/${run}`, 'scores', signal));

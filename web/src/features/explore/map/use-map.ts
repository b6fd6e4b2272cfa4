'use client';

import { readMap, type RepresentationMap } from '@engram/core';
import { useEffect, useState } from 'react';
import { loadBytes } from '../load-bytes.ts';

export interface LoadedMap {
  /** null while it is not asked for, or on its way. */
  map: RepresentationMap | null;
  /** Why it did not arrive; it is asked for again when `retry` is called. */
  problem: string | null;
  retry: () => void;
}

/** The map of a run (UUID), loaded when it is first wanted; it stays while it is not shown. */
export function useMap(run: string, isWanted: boolean): LoadedMap {
  const [loaded, setLoaded] = useState<{ run: string; map: RepresentationMap } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const map = loaded?.run === run ? loaded.map : null;
  useEffect(() => {
    if (!isWanted || map) return undefined;
    const leave = new AbortController();
    const load = async (): Promise<void> => {
      const found = readMap(await loadBytes(`/api/maps/${run}`, 'map', leave.signal));
      setLoaded({ run, map: found });
      setProblem(null);
    };
    load().catch((error: Error) => leave.signal.aborted || setProblem(error.message));
    return () => leave.abort();
    // Its arrival asks for nothing.
  }, [run, isWanted, attempt]);
  return { map: isWanted ? map : null, problem, retry: () => setAttempt((before) => before + 1) };
}

'use client';

import { useClient } from 'urql';
import { useEffect, useRef, useState } from 'react';
import { useReportFailure } from '../../graphql/failures.tsx';
import type { Score } from './score-fragment.ts';
import { ExploreScoresDocument } from '../explore/explore-documents.ts';

/** Most that are asked for at once; a screen shows fewer. */
const atOnce = 100;

/**
 * Scores with their datapoints, by index, of those that are seen. What was seen before stays: a finished run never changes.
 * @param first scores that are known already
 */
export function useScoreDetails(
  run: string,
  wanted: readonly number[],
  first: readonly Score[],
): ReadonlyMap<number, Score> {
  const client = useClient();
  const known = useRef<Map<number, Score>>(null);
  known.current ??= new Map(first.map((score) => [score.datapoint.index, score]));
  const [, redraw] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const report = useReportFailure();
  const missing = wanted.filter((index) => !known.current!.has(index)).slice(0, atOnce);
  // The same list again must not ask again: the effect goes by its text, and reads the list itself.
  const key = missing.join(',');
  const asked = useRef(missing);
  asked.current = missing;
  useEffect(() => {
    if (key === '') return;
    let hasLeft = false;
    const indices = asked.current;
    const variables = { filter: { run, indices }, first: indices.length };
    const timer = setTimeout(async () => {
      const { data, error } = await client.query(ExploreScoresDocument, variables).toPromise();
      const again = () => setAttempt((count) => count + 1);
      if (!hasLeft) report('score-details', error ? { error, retry: again } : null);
      for (const score of data?.scores.nodes ?? []) known.current!.set(score.datapoint.index, score);
      if (!hasLeft && data) redraw((count) => count + 1);
      // While a grid is being scrolled through, the rows in between are passed over.
    }, 40);
    return () => {
      hasLeft = true;
      clearTimeout(timer);
    };
  }, [client, run, key, report, attempt]);
  return known.current;
}

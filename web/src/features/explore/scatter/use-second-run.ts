'use client';

import type { CombinedError } from '@urql/core';
import { isUnavailable } from '../../../graphql/api-error.ts';
import { useLiveQuery } from '../../../graphql/use-live-query.ts';
import { initialPairState } from '../../../address/pair-state.ts';
import { shortRunId } from '../../../address/run-address.ts';
import { PairDocument, type PairData, type PairRun } from '../../pair/pair-documents.ts';
import { pairVariables } from '../../pair/pair-variables.ts';

export interface Pair {
  runs: readonly [PairRun, PairRun];
  cell: PairData['agreement']['cells'][number];
}

export interface SecondRun {
  /** What the API says of the two runs; null while it is on its way, or without a second run. */
  pair: Pair | null;
  /** Why the two cannot be plotted together: runs of two datasets share no datapoint, whatever their indices. */
  error: CombinedError | null;
  /** Whether scores may be joined by index. */
  isJoinable: boolean;
}

/**
 * The explored run and the one of the second axis (UUIDs).
 * @param siblings finished runs known to be of the same dataset: these are joined before the API has compared the two
 */
export function useSecondRun(own: string, against: string | null, siblings: readonly string[]): SecondRun {
  const variables = pairVariables(own, against ?? own, initialPairState);
  const { data, error, isStale } = useLiveQuery(PairDocument, variables, { pause: against === null });
  if (against === null) return { pair: null, error: null, isJoinable: false };
  const isCurrent = data?.a && data.b && data.agreement && shortRunId(data.b.id) === against;
  const cell = isCurrent ? data.agreement.cells[0] : undefined;
  const pair: Pair | null = cell ? { runs: [data!.a!, data!.b!], cell } : null;
  // An answer about the run before stays until that about this one is there.
  const problem = error && !isUnavailable(error) && !isStale ? error : null;
  return { pair, error: problem, isJoinable: !problem && (pair !== null || siblings.includes(against)) };
}

import { runClaims, scoreClaims, type Claim } from '@engram/core';
import { findByIds } from '../runs/run-repository.ts';
import { findByKeys } from '../scores/score-repository.ts';
import type { Store } from '../store.ts';
import type { SnapshotRow } from './snapshot-row.ts';

/** The number that a claim names, as it is stored; a sentence when there is none. @param snapshot undefined when there is none of the claim's hash */
export async function claimedNumber(
  store: Store,
  snapshot: SnapshotRow | undefined,
  { run, index, field }: Claim,
): Promise<number | string> {
  if (!snapshot) return 'the store has no such snapshot';
  if (!snapshot.runIds.includes(run)) return 'the snapshot does not hold this run';
  if (index === null) {
    const [row] = await findByIds(store, [run]);
    return row?.summary?.[runClaims[field as keyof typeof runClaims]] ?? `the run has no number '${field}'`;
  }
  const [score] = await findByKeys(store, [{ runId: run, index }]);
  if (!score) return `the run has no datapoint ${index}`;
  return (
    score[scoreClaims[field as keyof typeof scoreClaims]] ?? `the datapoint ${index} has no number '${field}'`
  );
}

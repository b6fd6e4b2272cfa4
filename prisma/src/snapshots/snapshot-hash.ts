import { canonicalJson } from '@engram/core';
import { sha256 } from '../hash.ts';

/** What the hash of a snapshot is made of. */
export interface HashedSnapshot {
  runs: readonly {
    /** Of configuration, code version, dataset and scores. */
    contentHash: string;
    /** Of series and units; null where there are none, or where the snapshot was made when none were hashed. */
    findingsHash: string | null;
  }[];
  /** Content hashes. */
  experiments: readonly string[];
}

/** Whether the hash says what its runs found beside scores, and which of them found nothing. */
export const coversFindings = ({
  runs,
  experiments,
}: {
  runs: readonly { findingsHash: string | null }[];
  experiments: readonly unknown[];
}): boolean => experiments.length > 0 || runs.some(({ findingsHash }) => findingsHash !== null);

/**
 * The name of a snapshot: SHA-256 over canonical JSON. Runs that found nothing but scores have the first form, `{ runs, version: 1 }`; with
 * series, units or experiments it is `{ experiments, runs: [{ content, findings }], version: 2 }`. Lists are sorted.
 */
export function snapshotHash({ runs, experiments }: HashedSnapshot): string {
  if (!coversFindings({ runs, experiments }))
    return sha256(canonicalJson({ runs: runs.map(({ contentHash }) => contentHash).toSorted(), version: 1 }));
  const entries = runs.map(({ contentHash, findingsHash }) => ({
    content: contentHash,
    findings: findingsHash,
  }));
  const sorted = entries.toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  return sha256(canonicalJson({ experiments: experiments.toSorted(), runs: sorted, version: 2 }));
}

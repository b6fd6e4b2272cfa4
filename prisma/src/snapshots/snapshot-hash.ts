import { canonicalJson } from '@engram/core';
import { sha256 } from '../hash.ts';

/** The name of a snapshot of runs with these content hashes. */
export const snapshotHash = (contentHashes: readonly string[]): string =>
  sha256(canonicalJson({ runs: contentHashes.toSorted(), version: 1 }));

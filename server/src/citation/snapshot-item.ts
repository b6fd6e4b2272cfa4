import { shortHash, type Author } from '@engram/core';
import type { CitedWork } from './cited-work.ts';

/** What is cited: numbers named by their hash. */
export interface SnapshotCitation {
  hash: string;
  title: string;
  authors: readonly Author[];
  license: string | null;
  createdAt: Date;
  /** In full; null when the server does not know its public address. */
  url: string | null;
}

/** A snapshot as a dataset that a bibliography lists. */
export function workOfSnapshot(snapshot: SnapshotCitation): CitedWork {
  const { hash, title, authors, license, createdAt, url } = snapshot;
  const licensed = license === null ? '' : `. License: ${license}`;
  return {
    id: `engram-${shortHash(hash)}`,
    type: 'dataset',
    title,
    authors,
    year: createdAt.getUTCFullYear(),
    month: createdAt.getUTCMonth() + 1,
    day: createdAt.getUTCDate(),
    venue: null,
    version: shortHash(hash),
    note: `Engram snapshot, SHA-256 ${hash}${licensed}`,
    license,
    url,
  };
}

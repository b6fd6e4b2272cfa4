import type { Author } from '@engram/core';

/** What a bibliography lists: a snapshot, or a paper. */
export interface CitedWork {
  /** Key of the entry, of letters, digits, `-` and `:`. */
  id: string;
  /** CSL type. */
  type: 'dataset' | 'paper-conference' | 'article';
  title: string;
  authors: readonly Author[];
  year: number;
  /** 1 to 12; null when only the year is known. */
  month: number | null;
  day: number | null;
  /** Name of the proceedings; null for a dataset or a preprint. */
  venue: string | null;
  version: string | null;
  note: string | null;
  /** SPDX identifier. */
  license: string | null;
  url: string | null;
}

import { referenceKey, type Reference } from '@engram/core';
import type { CitedWork } from './cited-work.ts';

/** A paper as a bibliography lists it. */
export const workOfPaper = (paper: Reference): CitedWork => ({
  id: referenceKey(paper),
  type: paper.venue === null ? 'article' : 'paper-conference',
  title: paper.title,
  authors: paper.authors.map((author) => ({ ...author, orcid: null })),
  year: paper.year,
  month: null,
  day: null,
  venue: paper.venue,
  version: null,
  note: `arXiv ${paper.arxiv}`,
  license: null,
  url: `https://arxiv.org/abs/${paper.arxiv}`,
});

import type { Reference } from '@engram/core';
import { biblatexOf, bibtexOf } from './bibtex.ts';
import { cslJsonOf } from './csl-json.ts';
import { workOfPaper } from './paper-work.ts';
import { risOf } from './ris.ts';

/** Forms of a list of papers. */
export type BibliographyFormat = 'bibtex' | 'biblatex' | 'ris' | 'csl-json';

/** Papers as one file that programs for references read. */
export function bibliographyOf(papers: readonly Reference[], format: BibliographyFormat): string {
  const works = papers.map(workOfPaper);
  if (format === 'csl-json') return cslJsonOf(works);
  const write = { bibtex: bibtexOf, biblatex: biblatexOf, ris: risOf }[format];
  return works.map(write).join(format === 'ris' ? '' : '\n');
}

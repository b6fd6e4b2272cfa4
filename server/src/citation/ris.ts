import { nameOfAuthor, printableLine } from '@engram/core';
import { written } from './citation-js.ts';
import type { CitedWork } from './cited-work.ts';
import { cslItemOf } from './csl-item.ts';
import { OpaqueText } from './opaque-text.ts';

/** A RIS record. ORCID iDs are notes: the format has no place for them. */
export function risOf(work: CitedWork): string {
  const texts = new OpaqueText();
  const record = written(
    cslItemOf(work, (text) => texts.tokenOf(printableLine(text))),
    'ris',
  );
  const notes = work.authors
    .filter(({ orcid }) => orcid !== null)
    .map((author) => `N1  - ORCID of ${printableLine(nameOfAuthor(author))}: ${author.orcid}`);
  const lines = texts
    .replaceTokens(record)
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('ER  -'));
  // RIS wants CR LF.
  return [...lines, ...notes, 'ER  - '].map((line) => `${line}\r\n`).join('');
}

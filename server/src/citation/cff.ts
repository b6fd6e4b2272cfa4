import { printableLine, type Author } from '@engram/core';
import { stringify } from 'yaml';
import type { CitedWork } from './cited-work.ts';

function authorOf({ family, given, orcid }: Author): Record<string, string> {
  const name: Record<string, string> =
    given === null
      ? { name: printableLine(family) }
      : { 'family-names': printableLine(family), 'given-names': printableLine(given) };
  return orcid === null ? name : { ...name, orcid: `https://orcid.org/${orcid}` };
}

/**
 * A CITATION.cff file of a dataset, version 1.2.0, whose schema wants an author: `anonymous` where nobody was named.
 * @param hash 64 hexadecimal digits
 */
export function cffOf(work: CitedWork, hash: string): string {
  const { year, month, day } = work;
  const two = (part: number | null): string => String(part ?? 1).padStart(2, '0');
  const file = {
    'cff-version': '1.2.0',
    message: 'If you use these scores, please cite them as below.',
    type: 'dataset',
    title: printableLine(work.title),
    authors: work.authors.length > 0 ? work.authors.map(authorOf) : [{ name: 'anonymous' }],
    'date-released': `${year}-${two(month)}-${two(day)}`,
    ...(work.version !== null && { version: work.version }),
    ...(work.license !== null && { license: work.license }),
    identifiers: [
      {
        type: 'other',
        value: `sha256:${hash}`,
        description: 'Hash over configuration, code version, dataset and all scores of each run',
      },
    ],
    ...(work.url !== null && { url: work.url }),
  };
  return stringify(file, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 });
}

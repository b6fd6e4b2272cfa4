import { printableJson } from '@engram/core';
import type { CitedWork } from './cited-work.ts';
import { cslItemOf } from './csl-item.ts';

/** A list of CSL-JSON records, as Zotero, Pandoc and citeproc read it; ORCID iDs as Crossref and DataCite write them. */
export function cslJsonOf(works: readonly CitedWork[]): string {
  const items = works.map((work) => {
    const item = cslItemOf(work);
    const author = item.author?.map((name, i) => {
      const { orcid } = work.authors[i]!;
      return orcid === null ? name : { ...name, ORCID: `https://orcid.org/${orcid}` };
    });
    return { ...item, ...(author && { author }), ...(work.license !== null && { license: work.license }) };
  });
  return `${printableJson(items, null, 2)}\n`;
}

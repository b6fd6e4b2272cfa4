import { referenceKey, references } from '@engram/core';
import { BibLatexParser } from 'biblatex-csl-converter';
import { describe, expect, it } from 'vitest';
import { bibliographyOf } from '../../../server/src/citation/bibliography.ts';

const papers = Object.values(references);
const textOf = (nodes: { text?: string }[]): string => nodes.map(({ text = '' }) => text).join('');

describe('a bibliography', () => {
  it.each(['bibtex', 'biblatex'] as const)('as %s is read by another parser, paper by paper', (format) => {
    const { entries, errors } = new BibLatexParser(bibliographyOf(papers, format)).parse();
    expect(errors).toEqual([]);
    const found = Object.values(entries) as unknown as {
      entry_key: string;
      fields: { title: { text?: string }[]; date: string; author: Record<string, { text?: string }[]>[] };
    }[];
    expect(
      found.map(({ entry_key: key, fields: { title, date, author } }) => ({
        key,
        title: textOf(title),
        year: Number.parseInt(date, 10),
        authors: author.map(({ prefix = [], family, given }) =>
          [textOf(given!), textOf(prefix), textOf(family!)].filter((part) => part !== '').join(' '),
        ),
      })),
    ).toEqual(
      papers.map((paper) => ({
        key: referenceKey(paper),
        title: paper.title,
        year: paper.year,
        authors: paper.authors.map(({ given, family }) => `${given} ${family}`),
      })),
    );
  });

  it('as RIS and CSL-JSON has a record a paper', () => {
    const ris = bibliographyOf(papers, 'ris');
    expect(ris.match(/^ER {2}- \r$/gm)).toHaveLength(papers.length);
    for (const { title } of papers) expect(ris).toContain(`TI  - ${title}\r\n`);
    const items = JSON.parse(bibliographyOf(papers, 'csl-json')) as { title: string }[];
    expect(items.map(({ title }) => title)).toEqual(papers.map(({ title }) => title));
  });
});

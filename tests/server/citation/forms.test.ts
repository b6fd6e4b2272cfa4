import { nameOfAuthor, type Author } from '@engram/core';
import { BibLatexParser } from 'biblatex-csl-converter';
import { parse as parseYaml } from 'yaml';
import { describe, expect, it } from 'vitest';
import { biblatexOf, bibtexOf } from '../../../server/src/citation/bibtex.ts';
import { cffOf } from '../../../server/src/citation/cff.ts';
import { cslJsonOf } from '../../../server/src/citation/csl-json.ts';
import { risOf } from '../../../server/src/citation/ris.ts';
import { workOfSnapshot } from '../../../server/src/citation/snapshot-item.ts';
import { attacks } from './attacks.ts';

const hash = '0123456789abcdef'.repeat(4);
const ada: Author = { family: 'Lovelace', given: 'Ada', orcid: '0000-0002-1825-0097' };
const group: Author = { family: 'The Memorization and Data Group', given: null, orcid: null };

const workWith = (
  title: string,
  authors: Author[] = [ada, group],
  url: string | null = 'https://e.org/s/1',
) =>
  workOfSnapshot({
    hash,
    title,
    authors,
    license: 'CC-BY-4.0',
    createdAt: new Date('2026-03-04T23:59:59Z'),
    url,
  });

type NodeArray = { text?: string }[];

/** Text of a field as another parser reads it; names of characters that it does not know stand for them. */
const textOf = (nodes: unknown): string => (nodes as NodeArray).map(({ text = '' }) => text).join('');

interface Entry {
  bib_type: string;
  entry_key: string;
  fields: Record<string, unknown> & { author?: Record<string, NodeArray>[] };
}
function entriesOf(text: string): Entry[] {
  // The escapes that the parser does not know, as what LaTeX prints for them.
  const names: Record<string, string> = { bar: '|', less: '<', greater: '>', asciicircum: '^' };
  const known = text.replaceAll(
    /\\text(bar|less|greater|asciicircum)\{\}/g,
    (_, name: string) => names[name]!,
  );
  const { entries, errors } = new BibLatexParser(known, { processUnknown: true }).parse();
  expect(errors).toEqual([]);
  return Object.values(entries) as unknown as Entry[];
}
/** The parser drops braces, whatever names them, and raises what stands behind a ^. */
const loose = (text: string): string => text.replaceAll(/[{}^]/g, '').replaceAll(/\s+/g, ' ').trim();

describe.each([
  ['BibTeX', bibtexOf],
  ['BibLaTeX', biblatexOf],
])('%s', (name, write) => {
  it('is read by another parser with title, authors, date and address', () => {
    const [entry, ...more] = entriesOf(write(workWith('Memorized digits of MNIST')));
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ entry_key: 'engram-0123456789ab', fields: { url: 'https://e.org/s/1' } });
    expect(textOf(entry!.fields.title)).toBe('Memorized digits of MNIST');
    const [first, second] = entry!.fields.author!;
    expect([textOf(first!.family), textOf(first!.given)]).toEqual(['Lovelace', 'Ada']);
    expect(textOf(second!.literal)).toBe(group.family);
    expect(String(entry!.fields.date)).toMatch(name === 'BibTeX' ? /^2026/ : /^2026-03-04$/);
    expect(textOf(entry!.fields.note)).toBe(`Engram snapshot, SHA-256 ${hash}. License: CC-BY-4.0`);
    expect(write(workWith('T'))).toContain('0000-0002-1825-0097');
  });

  it.each(attacks)('keeps %j text in title and names', (attack) => {
    const author: Author = { family: attack, given: null, orcid: null };
    const person: Author = { family: attack, given: attack, orcid: null };
    const text = write(workWith(attack, [author, ada, person]));
    // One entry: what could end it is escaped, and BibTeX counts even escaped braces.
    expect(text.split('{').length).toBe(text.split('}').length);
    expect(text.match(/^\s*@/gm)).toHaveLength(1);
    expect(text).not.toMatch(/\\(input|write|immediate|openout|end|textbf|textit|[{}])/);
    const entries = entriesOf(text);
    expect(entries).toHaveLength(1);
    expect(entries[0]!.fields.author).toHaveLength(3);
    expect(textOf(entries[0]!.fields.author![1]!.family)).toBe('Lovelace');
    expect(loose(textOf(entries[0]!.fields.title))).toBe(loose(attack));
  });

  it('without authors or address has neither', () => {
    const text = write(workWith('T', [], null));
    expect(text).not.toMatch(/author|url|creators/);
    expect(entriesOf(text)).toHaveLength(1);
  });
});

describe('RIS', () => {
  /** A reader of its own: tags and values of lines, as RefMan's description has them. */
  const linesOf = (text: string) => {
    expect(text.endsWith('ER  - \r\n')).toBe(true);
    return text
      .split('\r\n')
      .slice(0, -1)
      .map((line) => /^([A-Z][A-Z0-9]) {2}- (.*)$/.exec(line)?.slice(1) ?? [line]);
  };

  it('has title, authors, date and address', () => {
    const lines = linesOf(risOf(workWith('Memorized digits')));
    for (const line of [
      ['TY', 'DATA'],
      ['TI', 'Memorized digits'],
      ['AU', 'Lovelace, Ada'],
      ['AU', group.family],
      ['PY', '2026'],
      ['UR', 'https://e.org/s/1'],
      ['N1', `Engram snapshot, SHA-256 ${hash}. License: CC-BY-4.0`],
      ['N1', 'ORCID of Ada Lovelace: 0000-0002-1825-0097'],
    ])
      expect(lines).toContainEqual(line);
  });

  it('keeps a long address in one line', () => {
    const url = `https://scores.example.org/engram/s/${hash}`;
    expect(linesOf(risOf(workWith('T', [], url)))).toContainEqual(['UR', url]);
  });

  it.each(attacks)('keeps %j text', (attack) => {
    const lines = linesOf(risOf(workWith(attack, [{ family: attack, given: null, orcid: null }])));
    expect(lines.filter((line) => line.length !== 2)).toEqual([]);
    expect(lines.filter(([tag]) => tag === 'TY' || tag === 'ER')).toHaveLength(2);
    expect(lines).toContainEqual(['TI', attack]);
    expect(lines).toContainEqual(['AU', attack]);
  });
});

describe('CFF', () => {
  it.each(attacks)('keeps %j text', (attack) => {
    const cff = parseYaml(
      cffOf(workWith(attack, [{ family: attack, given: attack, orcid: null }, ada]), hash),
    );
    expect(cff).toEqual({
      'cff-version': '1.2.0',
      message: expect.any(String),
      type: 'dataset',
      title: attack,
      authors: [
        { 'family-names': attack, 'given-names': attack },
        { 'family-names': 'Lovelace', 'given-names': 'Ada', orcid: 'https://orcid.org/0000-0002-1825-0097' },
      ],
      'date-released': '2026-03-04',
      version: '0123456789ab',
      license: 'CC-BY-4.0',
      identifiers: [{ type: 'other', value: `sha256:${hash}`, description: expect.any(String) }],
      url: 'https://e.org/s/1',
    });
  });
});

describe('CSL-JSON', () => {
  it.each(attacks)('keeps %j text', (attack) => {
    const [item, ...more] = JSON.parse(cslJsonOf([workWith(attack)])) as Record<string, unknown>[];
    expect(more).toEqual([]);
    expect(item).toMatchObject({
      id: 'engram-0123456789ab',
      type: 'dataset',
      title: attack,
      author: [
        { family: 'Lovelace', given: 'Ada', ORCID: 'https://orcid.org/0000-0002-1825-0097' },
        { literal: nameOfAuthor(group) },
      ],
      issued: { 'date-parts': [[2026, 3, 4]] },
      license: 'CC-BY-4.0',
      URL: 'https://e.org/s/1',
    });
  });
});

import { nameOfAuthor, orcidOf, parseAuthor, parseAuthorList, parseAuthors } from '@engram/core';
import { describe, expect, it } from 'vitest';

describe('an author as somebody writes one', () => {
  it.each([
    ['Ada Lovelace', 'Lovelace', 'Ada'],
    ['  Grace   Brewster Hopper ', 'Hopper', 'Grace Brewster'],
    ['Lovelace, Ada King', 'Lovelace', 'Ada King'],
    ['Ludwig van der Berg', 'van der Berg', 'Ludwig'],
    ['von Neumann', 'Neumann', 'von'],
    ['Plato', 'Plato', null],
    ['{The Memorization and Data Group}', 'The Memorization and Data Group', null],
    ['王 小明', '小明', '王'],
    ['Ada Lovelace (née Byron)', 'Byron)', 'Ada Lovelace (née'],
  ])('%s', (text, family, given) => {
    expect(parseAuthor(text)).toEqual({ family, given, orcid: null });
  });

  it.each([
    '0000-0002-1825-0097',
    'https://orcid.org/0000-0002-1825-0097',
    'http://ORCID.org/0000-0002-1825-0097',
  ])('with the ORCID iD %s', (orcid) => {
    expect(parseAuthor(`Josiah Carberry (${orcid})`)).toEqual({
      family: 'Carberry',
      given: 'Josiah',
      orcid: '0000-0002-1825-0097',
    });
  });

  it.each([
    ['A B (0000-0002-1825-0098)', /ORCID iD '0000-0002-1825-0098'/],
    ['A B (1234)', /16 digits/],
    ['A B (https://orcid.org/x)', /ORCID/],
    ['{}', /empty/],
    [' ', /empty/],
    ['{ }', /empty/],
    ['Ada\u202eLovelace', /writing direction/],
    [`A ${'x'.repeat(300)}`, /at most 200/],
  ])('refuses %j', (text, message) => {
    expect(() => parseAuthor(text)).toThrow(message);
  });

  it('is one of several, each once', () => {
    expect(parseAuthorList('Ada Lovelace; Hopper, Grace;').map(nameOfAuthor)).toEqual([
      'Ada Lovelace',
      'Grace Hopper',
    ]);
    expect(parseAuthorList(' ')).toEqual([]);
    expect(() => parseAuthorList('Ada Lovelace; Lovelace, Ada')).toThrow(/twice/);
    expect(() => parseAuthors(Array.from({ length: 101 }, (_, i) => `A B${i}`))).toThrow(/at most 100/);
  });
});

describe('an ORCID iD', () => {
  it.each(['0000-0002-1825-0097', '0000-0001-5109-3700', '0000-0002-1694-233X'])('%s is right', (id) => {
    expect(orcidOf(id.toLowerCase())).toBe(id);
  });

  it('is none when any digit is another', () => {
    const id = '0000-0002-1825-0097';
    for (let at = 0; at < id.length; at++) {
      if (id[at] === '-') continue;
      const wrong = `${id.slice(0, at)}${(Number(id[at]) + 1) % 10}${id.slice(at + 1)}`;
      expect(orcidOf(wrong), wrong).toBeNull();
    }
  });
});

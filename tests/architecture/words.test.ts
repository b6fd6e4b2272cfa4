import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const rooms = ['core', 'prisma', 'server', 'worker', 'cli', 'web', 'bench', 'scripts'];
/** What people read beside the code; the glossary itself lists the words. */
const documents = ['*.md', 'docs/*.md', ':!docs/glossary.md', 'server/schema.graphql'];

/** The words in `code` in the columns _not:_ of the glossary, by the term that stands for them. */
function refusedWords(): Map<string, string> {
  const words = new Map<string, string>();
  let column = -1;
  for (const line of readFileSync('docs/glossary.md', 'utf8').split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    if (cells.length < 3) column = -1;
    else if (cells.includes('_not:_')) column = cells.indexOf('_not:_');
    else if (column >= 0)
      for (const [, word] of (cells[column] ?? '').matchAll(/`([^`]+)`/g)) words.set(word!, cells[1]!);
  }
  return words;
}

const refused = refusedWords();

/** `formatSize(bytes)` as ` format size bytes `: identifiers, file names and comments alike. */
const plainWords = (text: string): string =>
  ` ${text
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')} `;

/** Where a text uses a word that the glossary turns away. */
function found(file: string, text: string): string[] {
  return [file, ...text.split('\n')].flatMap((line, at) => {
    const words = plainWords(line);
    return [...refused]
      .filter(([word]) => words.includes(` ${word} `))
      .map(([word, term]) => `${file}:${at}: '${word}', which the glossary calls ${term}`);
  });
}

const sources = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', ...rooms, ...documents],
  {
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((file) => /\.(ts|tsx|mjs|md|graphql)$/.test(file) && !file.includes('/generated/'));

it('no file uses a word that the glossary turns away, in identifiers, comments or its name', () => {
  expect(sources.length).toBeGreaterThan(500);
  expect(refused.size).toBeGreaterThan(20);
  expect(sources.flatMap((file) => found(file, readFileSync(file, 'utf8')))).toEqual([]);
});

it.each([
  ['an identifier', 'core/src/a.ts', 'const cacheKeeper = 1;'],
  ['a function', 'cli/src/a.ts', 'export function sizeInWords() {}'],
  ['a comment', 'server/src/a.ts', '/** The client gave up. */'],
  ['a file name', 'worker/src/crowd.ts', 'export {};'],
])('a word turned away is found in %s', (_, file, text) => {
  expect(found(file, text)).toHaveLength(1);
});

it('words that only contain one are left alone', () => {
  expect(found('core/src/a.ts', 'const seating = rehire(overcrowding); // kept, in turn')).toEqual([]);
});

import { experimentKinds, type ExperimentKind } from '@engram/core';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

interface Reproduce {
  /** Arguments of `engram experiment` by name; the first one is the kind. */
  reproductions: Record<string, [ExperimentKind, ...string[]]>;
  asked(args: string[]): { name: string; args: string[] }[];
}
const { asked, reproductions } = (await import(pathToFileURL('scripts/reproduce.mjs').href)) as Reproduce;
const names = Object.keys(reproductions);

it('every kind of experiment is reproduced, by a name that the document has', () => {
  const kinds = Object.values(reproductions).map(([kind]) => kind);
  expect([...kinds].sort()).toEqual([...experimentKinds].sort());
  const document = readFileSync('docs/reproduction.md', 'utf8');
  for (const name of names) expect(document).toContain(`\`${name}\``);
});

it('a name asks for its experiment, small where that is said, else without a question; all asks for each', () => {
  expect(asked(['removal', '--small'])).toEqual([{ name: 'removal', args: ['experiment', 'removal', '--small'] }]); // prettier-ignore
  expect(asked(['removal'])[0]!.args).toEqual(['experiment', 'removal', '--yes']);
  expect(asked(['all']).map(({ name }) => name)).toEqual(names);
});

it.each([[], ['nothing'], ['removal', '--smal'], ['toString']])('%j is refused with the names', (...args) => {
  expect(() => asked(args)).toThrow(names.join(', '));
});

it('as a command, says what it takes', () => {
  expect(() =>
    execFileSync(process.execPath, ['scripts/reproduce.mjs', 'nothing'], { stdio: 'pipe' }),
  ).toThrow(/NAME is all or one of/);
});

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** What tells that a file has to do with an example, where its name alone does not. */
const patterns: Record<string, string> = {
  simsiam: String.raw`simsiam|2011\.10566`,
  'prototype-distance': "prototype-distance['`.]|# prototype-distance",
  generalization: "generalization(['`/]|[.]ts)|## generalization",
  'encoder-values': 'encoder-?[vV]alue|[eE]ncoderValue',
  shifts: "(kinds|specs)/shifts|'shifts'|ShiftsSpec",
};

/** The counted rows of CONTRIBUTING: `| what | example | files of its own | entries in | uses |`. */
const rows = readFileSync('CONTRIBUTING.md', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const example = /^`([\w-]+)`$/.exec(cells[2] ?? '')?.[1];
    return example === undefined || cells.length !== 7 ? [] : [{ example, columns: cells.slice(3, 6) }];
  });

const pathsIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, path]) => path!);

const filesThatName = (example: string): string[] =>
  execFileSync(
    'git',
    ['grep', '--untracked', '-lE', patterns[example] ?? example, '--', ':!CONTRIBUTING.md', ':!package-lock.json', ':!tests/architecture'],
    { encoding: 'utf8' },
  ).trim().split('\n'); // prettier-ignore

it('counts the places of a method, measure, operation, format, experiment, chart, preset and field of the API', () => {
  expect(rows.map(({ example }) => example)).toHaveLength(8);
});

it.each(rows)('has every file that $example touches, and their number', ({ example, columns }) => {
  const [own, entries, uses] = columns.map(pathsIn);
  const row = `the row of ${example} in CONTRIBUTING.md, "What an addition costs"`;
  expect([...own!, ...entries!, ...uses!].sort(), row).toEqual(filesThatName(example).sort());
  for (const [at, paths] of [own!, entries!].entries())
    expect(columns[at], `the number in ${row}`).toMatch(new RegExp(`^${paths.length}: `));
});

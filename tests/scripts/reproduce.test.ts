import { experimentConfigOf, experimentKinds, presets, type ExperimentKind } from '@engram/core';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { canPlant } from '../../worker/src/datasets/derived/derive-dataset.ts';

interface Reproduce {
  /** Arguments of `engram experiment` by name; the first one is the kind. */
  reproductions: Record<string, [ExperimentKind, ...string[]]>;
  /** The datasets by their slugs, with what `all` runs on them. */
  datasets: Record<string, { names: string[] }>;
  asked(args: string[]): { name: string; args: string[] }[];
}
const { asked, datasets, reproductions } = (await import(
  pathToFileURL('scripts/reproduce.mjs').href
)) as Reproduce;
const names = Object.keys(reproductions);

it('every kind of experiment is reproduced, by a name that the document has', () => {
  const kinds = new Set(Object.values(reproductions).map(([kind]) => kind));
  expect([...kinds].sort()).toEqual([...experimentKinds].sort());
  const document = readFileSync('docs/reproduction.md', 'utf8');
  for (const name of names) expect(document).toContain(`\`${name}\``);
});

it('a name asks for its experiment, small where that is said, else without a question; all asks for each', () => {
  expect(asked(['removal', '--small'])).toEqual([{ name: 'removal', args: ['experiment', 'removal', '--small', '--once'] }]); // prettier-ignore
  expect(asked(['removal'])[0]!.args).toEqual(['experiment', 'removal', '--yes', '--once']);
  expect(asked(['all', '--dataset', 'mnist']).map(({ name }) => name)).toEqual(
    names.filter((name) => name !== 'across-datasets'),
  );
  expect(asked(['all'])).toHaveLength(
    Object.values(datasets).reduce((sum, { names: own }) => sum + own.length, 0),
  );
});

it.each(Object.entries(datasets))(
  '%s has the settings of its preset, and changes may follow',
  (slug, { names: own }) => {
    for (const name of own) expect(names).toContain(name);
    const [{ args } = { args: [] }] = asked([own[0]!, '--dataset', slug, '--set', 'run.epochs=3']);
    expect(args.slice(-4)).toEqual(['--set', 'run.epochs=3', '--yes', '--once']);
    const file = args.find((arg) => arg.endsWith('.json'));
    const changes = file === undefined ? {} : (JSON.parse(readFileSync(file, 'utf8')) as object);
    const { run } = experimentConfigOf('agreement', changes);
    const preset = Object.values(presets).find(({ dataset }) => dataset === slug)!;
    expect(run).toMatchObject({
      dataset: slug,
      policy: preset.policy!,
      datapoints: preset.datapoints,
      encoder: preset.encoder,
    });
  },
);

it.each([
  ['fashion-mnist', 'image'],
  ['emoji', 'image'],
  ['spam', 'text'],
] as const)('outliers that are planted in %s can be made of data of the kind %s', (slug, kind) => {
  const [{ args } = { args: [] }] = asked(['contamination', '--dataset', slug]);
  const given = args
    .findLast((arg) => arg.startsWith('outliers='))
    ?.slice('outliers='.length)
    .split(',');
  const { outliers } = experimentConfigOf('contamination', given ? { outliers: given } : {}) as {
    outliers: Parameters<typeof canPlant>[0][];
  };
  expect(outliers.length).toBeGreaterThan(0);
  for (const outlier of outliers)
    expect(canPlant(outlier, { kind, shape: { height: 1, width: 1, channels: 1 } })).toBe(true);
});

it('two datasets of one kind are compared where there are two: emoji', () => {
  const [only, ...others] = asked(['across-datasets', '--set', 'methods=vicreg']);
  expect(others).toEqual([]);
  const pairs = only!.args.filter((_, i) => only!.args[i - 1] === '--set');
  expect(pairs).toEqual(['otherDatasets=emoji-google', 'methods=simclr', 'methods=vicreg']);
  expect(() => asked(['across-datasets', '--dataset', 'spam'])).toThrow(/leave --dataset out/);
});

it.each([[], ['nothing'], ['removal', '--dataset', 'cifar'], ['removal', 'all'], ['toString']])(
  '%j is refused with the names',
  (...args) => {
    expect(() => asked(args)).toThrow(names.join(', '));
    expect(() => asked(['removal', '--smal'])).toThrow(/--smal/);
  },
);

it('as a command, says what it takes', () => {
  expect(() =>
    execFileSync(process.execPath, ['scripts/reproduce.mjs', 'nothing'], { stdio: 'pipe' }),
  ).toThrow(/NAME is all or one of/);
});

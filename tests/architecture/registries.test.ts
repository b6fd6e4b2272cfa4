import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  designCards,
  encoderCards,
  encoderConfigSchema,
  measureCards,
  methodCards,
  methodConfigSchema,
  operationCards,
  optimizerNames,
  policyKeys,
  runConfigSchema,
  settingsOf,
} from '@engram/core';
import { describe, expect, it } from 'vitest';
import 'reflect-metadata';
import { listMethods } from '../../server/src/method/method.service.ts';
import { datasetFormatKeys, datasetReader } from '../../worker/src/datasets/formats/registry.ts';
import { methods } from '../../worker/src/methods/registry.ts';

const read = (path: string): string => readFileSync(path, 'utf8');
const methodKeys = Object.keys(methodCards);
const encoderKeys = Object.keys(encoderCards);
const designKeys = Object.keys(designCards);
const optimizerKeys = Object.keys(optimizerNames);
const operationKeys = Object.keys(operationCards);

/** What `--set NAME=` can be. */
const choicesOf = (name: string): readonly string[] =>
  settingsOf(runConfigSchema).find((setting) => setting.name === name)!.choices;

describe('a method', () => {
  it('is the same list in settings, implementations, command and API', () => {
    expect(methodConfigSchema.options.map(({ shape }) => shape.key.value)).toEqual(methodKeys);
    expect(Object.keys(methods)).toEqual(methodKeys);
    expect(choicesOf('method')).toEqual(methodKeys);
    expect(listMethods().map(({ key }) => key)).toEqual(methodKeys);
  });

  it.each(methodKeys)('has its files, its test and its paragraph: %s', (key) => {
    for (const path of [
      `core/src/methods/${key}.ts`,
      `worker/src/methods/${key}.ts`,
      `tests/worker/methods/${key}.fixture.test.ts`,
    ])
      expect(existsSync(path), path).toBe(true);
    expect(read('docs/estimators.md')).toContain(`\n### ${key}\n`);
  });
});

describe('an encoder', () => {
  it('is the same list in settings and command', () => {
    expect(encoderConfigSchema.options.map(({ shape }) => shape.key.value)).toEqual(encoderKeys);
    expect(choicesOf('encoder')).toEqual(encoderKeys);
  });

  it.each(encoderKeys)('has its files and its paragraph: %s', (key) => {
    for (const room of ['core', 'worker'])
      expect(existsSync(`${room}/src/encoders/${key}.ts`), room).toBe(true);
    expect(read('docs/estimators.md')).toContain(`\n### ${key}\n`);
  });
});

it.each(Object.keys(measureCards))(
  'a measure has its files, a test, its section and the command: %s',
  (key) => {
    for (const room of ['core', 'worker'])
      expect(existsSync(`${room}/src/measures/${key}.ts`), room).toBe(true);
    const tests = readdirSync('tests/worker/measures').filter((name) => name.endsWith('.test.ts'));
    expect(tests.some((name) => read(`tests/worker/measures/${name}`).includes(`'${key}'`))).toBe(true);
    expect(read('docs/measures.md')).toContain(`\n## ${key}\n`);
    expect(choicesOf('measure')).toContain(key);
  },
);

it.each(designKeys)('a design has its file, its paragraph and the command: %s', (key) => {
  expect(existsSync(`core/src/designs/${key}.ts`)).toBe(true);
  expect(read('docs/estimators.md')).toContain(`\n## ${key}\n`);
  expect(choicesOf('estimator')).toContain(key);
});

it.each(optimizerKeys)('an optimizer has its file, its paragraph and the command: %s', (key) => {
  expect(existsSync(`worker/src/optimizers/${key}.ts`)).toBe(true);
  expect(read('docs/estimators.md')).toContain(`\n### ${key}\n`);
  expect(choicesOf('optimizer')).toContain(key);
});

it.each(operationKeys)('an operation of policies has its file, its row and a test: %s', (key) => {
  expect(existsSync(`core/src/augmentations/operations/${key}.ts`)).toBe(true);
  expect(read('docs/own-data.md')).toContain(`\n| \`${key}\``);
  expect(
    [
      'tests/core/augmentations/view-renderer.test.ts',
      'tests/core/augmentations/fixed-view.ts',
      ...readdirSync('tests/core/augmentations/operations').map(
        (name) => `tests/core/augmentations/operations/${name}`,
      ),
    ]
      .map(read)
      .join(''),
  ).toContain(key);
});

it('the built-in policies are what the command takes', () => {
  expect(choicesOf('policy')).toEqual(policyKeys);
});

it.each(datasetFormatKeys)(
  'a dataset format has its file, its test, the help and the documents: %s',
  (key) => {
    expect(existsSync(`worker/src/datasets/formats/${key}.ts`)).toBe(true);
    const folders = ['worker/datasets/formats', 'integration/worker/datasets/formats'];
    const tests = folders.map((folder) => `tests/${folder}/${key}.test.ts`);
    expect(tests.filter(existsSync), `one of ${tests.join(' and ')}`).not.toEqual([]);
    const help = /import a dataset:.*/.exec(read('cli/src/commands/import.ts'))![0];
    expect(help, 'the SPEC in the help of `import dataset`').toMatch(new RegExp(`\\b${key}\\b`));
    const example = `engram import dataset ${key}`;
    const documents = ['docs/own-data.md', 'README.md'].filter((path) => read(path).includes(example));
    expect(documents, `an example in docs/own-data.md: ${example}`).not.toEqual([]);
    expect(() => datasetReader('unknown')).toThrow(key);
  },
);

/** Lines of code, without whole-line comments, that hold a key in quotes, or in a sentence, outside what the key is for. */
function namedIn(paths: readonly string[], keys: readonly string[]): string[] {
  const all = keys.join('|');
  const quoted = new RegExp(`(?:(['"])|\\b(?:method|encoder|optimizer|design) )(${all})(?:\\1|\\b(?!-))`);
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, at) => {
        const key = /^\s*(\*|\/\*|\/\/)/.test(line) ? null : quoted.exec(line)?.[2];
        return key && basename(path, '.ts') !== key ? [`${path}:${at + 1} names ${key}`] : [];
      }),
  );
}

/** Registries, lists of presets and policies, and benchmarks name what they list; experiments name what they compare. */
const mayName =
  /\/registry\.ts$|\/policies\.ts$|config\/optimizer\.ts$|\/presets\/|(core|worker)\/src\/experiments\/|\/bench(mark)?\/|generated|\.test\./;
const codeOf = (...rooms: string[]): string[] =>
  execFileSync('git', ['ls-files', ...rooms.map((room) => `${room}/src/*.ts*`)], { encoding: 'utf8' })
    .split('\n')
    .filter((path) => /\.tsx?$/.test(path) && !mayName.test(path) && existsSync(path));

describe('generic code', () => {
  const keys = [...methodKeys, ...encoderKeys, ...designKeys, ...optimizerKeys];

  it('names no method, encoder, design or optimizer', () => {
    const paths = codeOf('core', 'worker', 'prisma', 'server', 'cli', 'web');
    expect(paths.length).toBeGreaterThan(300);
    expect(namedIn(paths, [...keys, ...policyKeys])).toEqual([]);
  });

  it('names no operation of policies', () => {
    // On pages some of these are everyday words: a ranking is noise.
    expect(namedIn(codeOf('core', 'worker', 'prisma', 'server', 'cli'), operationKeys)).toEqual([]);
  });

  it('is told apart from what may name them', () => {
    expect(namedIn(['core/src/methods/registry.ts', 'worker/src/encoders/registry.ts'], keys).length).toBe(2);
    expect(namedIn(['core/src/methods/simclr.ts'], keys)).toEqual([]);
    expect(namedIn(['core/src/presets/smoke.ts'], keys).length).toBeGreaterThan(2);
  });
});

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const places = ['core', 'prisma', 'worker', 'server', 'web', 'cli', 'bench', 'tests'];
/** Made, fetched or data: nobody looks for a thing there by reading a list of names. */
const notRead = /(^|\/)(node_modules|\.next[^/]*|generated|migrations|fixtures|static|dist)$/;
const maxFiles = 20;

/** Folders below `folder`, itself included, that hold more files than `most`: than a reader takes in at a glance. */
function crowded(folder: string, most = maxFiles): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).length;
  const below = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .filter((path) => !notRead.test(path))
    .flatMap((path) => crowded(path, most));
  return files > most ? [`${folder}: ${files} files`, ...below] : below;
}

const remedy = 'put what belongs together into a folder of its own, as core/src/experiments/settings';

it('no folder holds more than 20 files', () => {
  expect(
    places.flatMap((place) => crowded(place)),
    remedy,
  ).toEqual([]);
});

/** Where CONTRIBUTING sends a new file of a method, encoder, format, measure and so on. */
const growing = [
  'core/src/augmentations/operations',
  'core/src/designs',
  'core/src/encoders',
  'core/src/experiments',
  'core/src/measures',
  'core/src/methods',
  'core/src/presets',
  'tests/oracles/methods',
  'tests/worker/datasets/formats',
  'tests/worker/experiments',
  'tests/worker/measures',
  'tests/worker/methods',
  'web/src/charts/kinds',
  'web/src/charts/specs',
  'worker/src/datasets/formats',
  'worker/src/encoders',
  'worker/src/experiments',
  'worker/src/measures',
  'worker/src/methods',
  'worker/src/optimizers',
  'worker/src/probes',
];

it('a folder that additions go into has room for two more', () => {
  expect(
    growing.flatMap((folder) => crowded(folder, maxFiles - 2)),
    remedy,
  ).toEqual([]);
});

it('benchmarks import nothing from the tests', () => {
  const files = execFileSync('git', ['ls-files', 'bench'], { encoding: 'utf8' }).trim().split('\n');
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => /from '(\.\.\/)+tests\//.test(readFileSync(file, 'utf8')))).toEqual([]);
});

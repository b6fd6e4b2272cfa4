import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const places = ['core', 'prisma', 'worker', 'server', 'web', 'cli', 'bench', 'tests'];
/** Made, fetched or data: nobody looks for a thing there by reading a list of names. */
const notRead = /(^|\/)(node_modules|\.next[^/]*|generated|migrations|fixtures|static|dist)$/;
const maxFiles = 20;

/** Folders below `folder`, itself included, that hold more files than a reader takes in at a glance. */
function crowded(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).length;
  const below = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .filter((path) => !notRead.test(path))
    .flatMap(crowded);
  return files > maxFiles ? [`${folder}: ${files} files`, ...below] : below;
}

it('no folder holds more than 20 files', () => {
  expect(places.flatMap(crowded)).toEqual([]);
});

it('benchmarks import nothing from the tests', () => {
  const files = execFileSync('git', ['ls-files', 'bench'], { encoding: 'utf8' }).trim().split('\n');
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => /from '(\.\.\/)+tests\//.test(readFileSync(file, 'utf8')))).toEqual([]);
});

import { areWholeDataset, datasetArtifacts, isDatasetFile } from '@engram/store/files';
import { basename } from 'node:path';
import { expect, it } from 'vitest';

const hash = 'a'.repeat(64);

it.each(['image', 'vector', 'series', 'text'] as const)(
  'the files of %s are those of a whole dataset',
  (kind) => {
    const paths = datasetArtifacts(hash, kind);
    expect(paths.every(isDatasetFile)).toBe(true);
    const names = paths.map((path) => basename(path));
    expect(areWholeDataset(names)).toBe(true);
    for (const absent of names) expect(areWholeDataset(names.filter((name) => name !== absent))).toBe(false);
  },
);

it.each([
  `datasets/${hash}/../../labels.i32`,
  `datasets/${hash}/more/labels.i32`,
  `datasets/short/labels.i32`,
  `datasets/${hash}/other.bin`,
  `/datasets/${hash}/labels.i32`,
])('%s is no file of a dataset, whatever a bucket holds', (path) => {
  expect(isDatasetFile(path)).toBe(false);
});

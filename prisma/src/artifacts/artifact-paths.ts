import { basename, join } from 'node:path';
import { dataKinds, type DataKind } from '@engram/core';
import { pixelsFile } from '../datasets/dataset-pixels.ts';

/** Files in the folder of a dataset beside its values. */
export const datasetFileNames = {
  labels: 'labels.i32',
  hashes: 'content-hashes.txt',
  manifest: 'dataset.json',
} as const;

/** Paths below ENGRAM_HOME of the files of a dataset. */
export const datasetArtifacts = (contentHash: string, kind: DataKind): string[] =>
  [pixelsFile(kind), ...Object.values(datasetFileNames)].map((name) => join('datasets', contentHash, name));

const besideValues = Object.values(datasetFileNames);
const valuesFiles = dataKinds.map(pixelsFile);

/** Whether some files are all that a dataset has: its values, of either form, and what lies beside them. */
export const areWholeDataset = (names: readonly string[]): boolean =>
  valuesFiles.some((name) => names.includes(name)) && besideValues.every((name) => names.includes(name));

/** Whether a path is that of a file of a dataset: its folder is named by a hash, and its name is known. */
export const isDatasetFile = (path: string): boolean =>
  /^datasets\/[0-9a-f]{64}\/[^/]+$/.test(path) && [...valuesFiles, ...besideValues].includes(basename(path));

/** Path of a thumbnail below the folder `thumbnails`; its name is the SHA-256 of its bytes. */
export const thumbnailFile = (hash: string): string => join(hash.slice(0, 2), `${hash}.png`);

/** Path of a thumbnail below ENGRAM_HOME. */
export const thumbnailArtifact = (hash: string): string => join('thumbnails', thumbnailFile(hash));

/** Path of a checkpoint below the folder `checkpoints`; its name is the SHA-256 of its bytes. */
export const checkpointFile = (hash: string): string => join(hash.slice(0, 2), `${hash}.bin`);

/** Path of a checkpoint below ENGRAM_HOME. */
export const checkpointArtifact = (hash: string): string => join('checkpoints', checkpointFile(hash));

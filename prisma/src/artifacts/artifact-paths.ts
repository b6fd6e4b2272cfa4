import { join } from 'node:path';
import type { DataKind } from '@engram/core';
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

/** Whether a path ends in the name of a file that a dataset has. */
export const isDatasetFile = (path: string): boolean =>
  /^(?:.*\/)?(?:pixels\.u8|values\.f32|labels\.i32|content-hashes\.txt|dataset\.json)$/.test(path) &&
  !path.includes('..');

/** Path of a thumbnail below the folder `thumbnails`; its name is the SHA-256 of its bytes. */
export const thumbnailFile = (hash: string): string => join(hash.slice(0, 2), `${hash}.png`);

/** Path of a thumbnail below ENGRAM_HOME. */
export const thumbnailArtifact = (hash: string): string => join('thumbnails', thumbnailFile(hash));

/** Path of a checkpoint below the folder `checkpoints`; its name is the SHA-256 of its bytes. */
export const checkpointFile = (hash: string): string => join(hash.slice(0, 2), `${hash}.bin`);

/** Path of a checkpoint below ENGRAM_HOME. */
export const checkpointArtifact = (hash: string): string => join('checkpoints', checkpointFile(hash));

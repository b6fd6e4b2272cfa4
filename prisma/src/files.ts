/** The side door of the store: hashes and files, for processes and threads that need no database, whose drivers take a tenth of a second to load. */
export * from './artifacts/artifact-paths.ts';
export { bytesOf, datapointHash, datasetHash } from './datasets/dataset-content.ts';
export { datasetFolder, pixelsFile, readPixels, type PixelsOf } from './datasets/dataset-pixels.ts';
export { flushFolder, writeAtomically } from './home/atomic-file.ts';
export { ensureFolder } from './home/folder.ts';
export { flushFiles, writeSmallFile } from './home/small-files.ts';
export { configHash, hashOfFile, scoringPolicyHash, sha256 } from './hash.ts';

/** What can be wrong with a stored dataset, found by reading it against the content hash that names it. */
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { allocateValues, dataKinds, imageSize, type DataKind, type ImageShape } from '@engram/core';
import {
  bytesOf,
  datapointHash,
  datasetFileNames,
  datasetFolder,
  datasetHash,
  pixelsFile,
} from '@engram/store/files';

export const { labels: labelsFile, hashes: hashesFile, manifest: manifestFile } = datasetFileNames;

/** Pixels are read and hashed in blocks of about this size. */
const blockBytes = 8 * 2 ** 20;

/** A file that is not as it was written. */
export interface FileFault {
  path: string;
  kind: 'missing' | 'unreadable' | 'wrong size' | 'changed';
  /** What is wrong with it, after "The file …". */
  reason: string;
  /** What the file system said. */
  cause?: unknown;
}

/** A dataset's files but for its pixels. */
export interface DatasetIndex {
  kind: DataKind;
  shape: ImageShape;
  /** [N], −1 unknown */
  labels: Int32Array;
  /** [N] */
  contentHashes: string[];
}

export type ExaminedDataset = { faults: FileFault[]; index: null } | { faults: []; index: DatasetIndex };

/** A file's fault, thrown to the one who lists them. */
class Faulty extends Error {
  constructor(readonly fault: FileFault) {
    super(fault.reason);
  }
}

const faulty = (path: string, kind: FileFault['kind'], reason: string): never => {
  throw new Faulty({ path, kind, reason });
};

/** Turns an error of the file system into a fault. */
export function faultOf(path: string, error: unknown): FileFault {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { path, kind: 'missing', reason: 'is missing' };
  return { path, kind: 'unreadable', reason: `cannot be read (${code ?? message})`, cause: error };
}

const orFault = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Faulty ? error : new Faulty(faultOf(path, error));
  }
};

/** @throws Faulty for what is no regular file: a pipe would never end */
async function sizeOf(path: string): Promise<number> {
  const found = await orFault(path, () => stat(path));
  return found.isFile() ? found.size : faulty(path, 'unreadable', 'is no regular file');
}

async function readWhole(path: string): Promise<Buffer> {
  await sizeOf(path);
  return orFault(path, () => readFile(path));
}

interface Manifest {
  kind: DataKind;
  shape: ImageShape;
  count: number;
}

async function readManifest(path: string): Promise<Manifest> {
  const text = (await readWhole(path)).toString();
  try {
    // Files of images say no kind.
    const { kind = 'image', shape, count } = JSON.parse(text) as Partial<Manifest> & Omit<Manifest, 'kind'>;
    const { height, width, channels } = shape;
    if (
      [height, width, channels, count].every((value) => Number.isSafeInteger(value) && value > 0) &&
      dataKinds.includes(kind)
    )
      return { kind, shape: { height, width, channels }, count };
  } catch {
    // Said below.
  }
  return faulty(path, 'changed', 'does not say the shape and number of datapoints');
}

/** Labels and hashes are right when their hash is the name of the folder. */
async function readIndex(folder: string, contentHash: string): Promise<DatasetIndex> {
  const { kind, shape, count } = await readManifest(join(folder, manifestFile));
  const labelsPath = join(folder, labelsFile);
  const bytes = await readWhole(labelsPath);
  if (bytes.length !== 4 * count)
    faulty(labelsPath, 'wrong size', `has ${bytes.length} bytes, not 4 for each of ${count} datapoints`);
  const labels = new Int32Array(Uint8Array.from(bytes).buffer);
  const hashesPath = join(folder, hashesFile);
  const contentHashes = (await readWhole(hashesPath)).toString().split('\n');
  if (contentHashes.length !== count)
    faulty(hashesPath, 'wrong size', `holds ${contentHashes.length} hashes for ${count} datapoints`);
  if (datasetHash(contentHashes, labels) !== contentHash)
    faulty(
      hashesPath,
      'changed',
      `and ${labelsFile} beside it no longer have the content hash of the dataset`,
    );
  return { kind, shape, labels, contentHashes };
}

/** Reads the pixels, block by block, and compares the content hash of each datapoint. */
async function verifyPixels(path: string, { kind, shape, contentHashes }: DatasetIndex): Promise<void> {
  const size = imageSize(shape);
  const valueBytes = allocateValues(kind, 0).BYTES_PER_ELEMENT;
  const atOnce = Math.max(1, Math.floor(blockBytes / (size * valueBytes)));
  const changed: number[] = [];
  const file = await orFault(path, () => open(path));
  try {
    for (let first = 0; first < contentHashes.length; first += atOnce) {
      const count = Math.min(atOnce, contentHashes.length - first);
      const block = allocateValues(kind, count * size);
      await orFault(path, () => readFully(file, bytesOf(block), first * size * valueBytes));
      for (let n = 0; n < count; n++)
        if (datapointHash(block.subarray(n * size, (n + 1) * size), shape) !== contentHashes[first + n])
          changed.push(first + n);
    }
  } finally {
    await file.close();
  }
  if (changed.length > 0)
    faulty(
      path,
      'changed',
      `no longer has the content hash of ${changed.length} of its ${contentHashes.length} datapoints ` +
        `(${changed.slice(0, 3).join(', ')}${changed.length > 3 ? ', …' : ''})`,
    );
}

/** One read may return less than was asked for. */
async function readFully(
  file: Awaited<ReturnType<typeof open>>,
  into: Uint8Array,
  position: number,
): Promise<void> {
  for (let done = 0; done < into.length;) {
    const { bytesRead } = await file.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) throw new Error('it ends too early');
    done += bytesRead;
  }
}

/** The kind that the manifest says; where it cannot be read, that of the file that is there. */
async function kindOfFiles(folder: string): Promise<DataKind> {
  try {
    return (await readManifest(join(folder, manifestFile))).kind;
  } catch {
    return (await stat(join(folder, pixelsFile('vector'))).catch(() => null)) ? 'vector' : 'image';
  }
}

/** What can be said of the files without reading them. */
async function missingFiles(folder: string): Promise<FileFault[]> {
  const faults: FileFault[] = [];
  for (const name of [manifestFile, labelsFile, hashesFile, pixelsFile(await kindOfFiles(folder))])
    try {
      const path = join(folder, name);
      if ((await sizeOf(path)) === 0) faulty(path, 'wrong size', 'is empty');
    } catch (error) {
      if (!(error instanceof Faulty)) throw error;
      faults.push(error.fault);
    }
  return faults;
}

/**
 * Examines the files of a dataset. The content hash alone is trusted: it verifies labels and hashes, and those verify shape and
 * pixels. Beyond files that are missing or empty the first fault ends it, since what depends on it cannot be verified.
 *
 * @param read `sizes` leaves the pixels unread, `hashes` reads them
 */
export async function examineDataset(
  home: string,
  contentHash: string,
  read: 'sizes' | 'hashes',
): Promise<ExaminedDataset> {
  const folder = datasetFolder(home, contentHash);
  const faults = await missingFiles(folder);
  if (faults.length > 0) return { faults, index: null };
  try {
    const index = await readIndex(folder, contentHash);
    const path = join(folder, pixelsFile(index.kind));
    const size = await sizeOf(path);
    const expected =
      index.contentHashes.length * imageSize(index.shape) * allocateValues(index.kind, 0).BYTES_PER_ELEMENT;
    if (size !== expected) faulty(path, 'wrong size', `has ${size} bytes, not ${expected}`);
    if (read === 'hashes') await verifyPixels(path, index);
    return { faults: [], index };
  } catch (error) {
    if (!(error instanceof Faulty)) throw error;
    return { faults: [error.fault], index: null };
  }
}

import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { commandLine, diskTrouble, DomainError, onDisk } from '@engram/core';
import {
  bytesOf,
  datasetFolder,
  ensureFolder,
  flushFolder,
  pixelsFile,
  writeAtomically,
} from '@engram/store/files';
import { removeAbandoned } from './abandoned.ts';
import type { Dataset } from './dataset.ts';
import {
  examineDataset,
  hashesFile,
  labelsFile,
  manifestFile,
  type DatasetIndex,
  type FileFault,
} from './dataset-faults.ts';
import { importAgain } from './import-again.ts';
import type { PixelSource } from './pixel-source.ts';
import { StoredPixels } from './stored-pixels.ts';

/** What a trainer needs of a dataset. */
export interface DatasetFiles extends DatasetIndex {
  pixels: PixelSource;
}

/** @throws DomainError DISK_UNAVAILABLE where the disk or the permissions of this user do not let it tell */
export async function hasDatasetFiles(home: string, contentHash: string): Promise<boolean> {
  const folder = datasetFolder(home, contentHash);
  try {
    await stat(folder);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw diskTrouble(error, folder) ?? error;
  }
}

/** Files in the folder of a dataset. */
export const filesOfDataset = 4;

const contentsOf = ({ kind, labels, shape, pixels, contentHashes }: Dataset): [string, Uint8Array][] => [
  [pixelsFile(kind), bytesOf(pixels)],
  [labelsFile, new Uint8Array(labels.buffer, labels.byteOffset, labels.byteLength)],
  [hashesFile, Buffer.from(contentHashes.join('\n'))],
  [
    manifestFile,
    Buffer.from(JSON.stringify({ shape, count: labels.length, ...(kind !== 'image' && { kind }) })),
  ],
];

/**
 * Writes a dataset's pixels, labels and hashes: a folder under a temporary name, renamed when all of it is on disk. Where the
 * folder exists, those of its files that are missing or differ are replaced one by one.
 * @returns whether this call made the folder, and the names of the files that it replaced
 */
export async function writeDatasetFiles(
  home: string,
  dataset: Dataset,
): Promise<{ created: boolean; restored: string[] }> {
  const folder = datasetFolder(home, dataset.contentHash);
  if (await hasDatasetFiles(home, dataset.contentHash)) return restoreDatasetFiles(folder, dataset);
  await removeAbandoned(dirname(folder), `${basename(folder)}.`);
  const temporary = `${folder}.${randomUUID()}.part`;
  try {
    await onDisk(folder, () => ensureFolder(temporary));
    for (const [name, data] of contentsOf(dataset))
      await writeAtomically(join(temporary, name), data, { durable: true });
    await rename(temporary, folder);
    await flushFolder(dirname(folder));
    return { created: true, restored: [] };
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    // Somebody else imported the same meanwhile.
    if (await hasDatasetFiles(home, dataset.contentHash)) return restoreDatasetFiles(folder, dataset);
    throw diskTrouble(error, folder) ?? error;
  }
}

async function restoreDatasetFiles(
  folder: string,
  dataset: Dataset,
): Promise<{ created: false; restored: string[] }> {
  if (!(await stat(folder)).isDirectory()) await rm(folder);
  const restored: string[] = [];
  for (const [name, data] of contentsOf(dataset)) {
    const path = join(folder, name);
    if (await holds(path, data)) continue;
    if ((await stat(path).catch(() => null))?.isDirectory()) await rm(path, { recursive: true });
    await writeAtomically(path, data, { durable: true });
    restored.push(name);
  }
  return { created: false, restored };
}

async function holds(path: string, data: Uint8Array): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile() || found.size !== data.length) return false;
  return (await readFile(path).catch(() => null))?.equals(data) === true;
}

/**
 * Opens a dataset: labels and hashes are verified against its content hash, the pixels against their hashes whenever they are read.
 *
 * @param slug of the dataset, for the command that restores its files
 * @throws DomainError NOT_FOUND when the dataset's files are not under this ENGRAM_HOME, INVALID_FILE naming the file that is
 *   missing or damaged, DISK_UNAVAILABLE when it cannot be read
 */
export async function openDatasetFiles(
  home: string,
  contentHash: string,
  slug = 'NAME',
): Promise<DatasetFiles> {
  if (!(await hasDatasetFiles(home, contentHash)))
    throw new DomainError(
      'NOT_FOUND',
      `The pixels of the dataset ${contentHash.slice(0, 12)} are neither under ${join(home, 'datasets')} nor where the store keeps its ` +
        `files (${commandLine('artifacts')} says where). Import it on this machine.`,
    );
  const { faults, index } = await examineDataset(home, contentHash, 'sizes');
  if (!index) throw damagedDataset(slug, faults);
  const path = join(datasetFolder(home, contentHash), pixelsFile(index.kind));
  return { ...index, pixels: new StoredPixels(path, index, (fault) => damagedDataset(slug, [fault])) };
}

/**
 * Reads all of a dataset that is there, and verifies it.
 * @throws DomainError INVALID_FILE and DISK_UNAVAILABLE as `openDatasetFiles`
 */
export async function verifyDatasetFiles(home: string, contentHash: string, slug: string): Promise<void> {
  const { faults } = await examineDataset(home, contentHash, 'hashes');
  if (faults.length > 0) throw damagedDataset(slug, faults);
}

function damagedDataset(slug: string, faults: readonly FileFault[]): DomainError {
  const [first, ...others] = faults;
  const trouble = first && diskTrouble(first.cause, first.path);
  if (trouble) return trouble;
  const more = others.length > 0 ? ` ${others.length} more of its files are damaged.` : '';
  return new DomainError(
    'INVALID_FILE',
    `The dataset '${slug}' is damaged on this machine: the file ${first?.path} ${first?.reason}.${more} Nothing was computed from it. ` +
      `Import it again from its source, which restores its files: ${importAgain(slug)}`,
    { details: { faults } },
  );
}

export async function removeDatasetFiles(home: string, contentHash: string): Promise<void> {
  await rm(datasetFolder(home, contentHash), { recursive: true, force: true });
}

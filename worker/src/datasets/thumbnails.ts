import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onDisk } from '@engram/core';
import { ensureFolder, flushFiles, sha256, writeSmallFile } from '@engram/store';
import { assertNotCancelled } from './cancelled.ts';
import type { Dataset } from './dataset.ts';
import { drawPicture } from './pictures/picture.ts';
import { stateOfThumbnail, thumbnailPath } from './thumbnail-files.ts';

/** Drawn side by side. */
const atOnce = 64;

export interface Thumbnails {
  /** [N] */
  hashes: string[];
  /** Number of files that were there, with another content than their name says. */
  restored: number;
}

export interface ThumbnailOptions {
  /** Gets the hashes of those whose file was not there before. */
  created: Set<string>;
  /** [N] hashes that the store has of an import before: those whose files are whole are not drawn again. */
  stored?: readonly (string | null)[];
  signal?: AbortSignal;
  /** Called with the number of thumbnails that are there. */
  onDrawn?(count: number): void;
}

/**
 * A PNG of every datapoint, of an image at its own size, all of them on disk when this resolves.
 */
export async function writeThumbnails(
  home: string,
  dataset: Dataset,
  { created, stored, signal, onDrawn = () => {} }: ThumbnailOptions,
): Promise<Thumbnails> {
  const count = dataset.labels.length;
  const hashes: string[] = [];
  const folders = new Map<string, Promise<void>>();
  let restored = 0;
  const write = async (n: number): Promise<string> => {
    const known = stored?.[n];
    if (known && (await stateOfThumbnail(home, known)) === 'whole') return known;
    const png = await drawPicture(dataset, n);
    const hash = sha256(png);
    const state = await stateOfThumbnail(home, hash);
    if (state === 'whole') return hash;
    const file = thumbnailPath(home, hash);
    if (state === 'no file') await rm(file, { recursive: true });
    await writeInFolder(file, png, folders);
    if (state === 'missing') created.add(hash);
    else restored += 1;
    return hash;
  };
  for (let start = 0; start < count; start += atOnce) {
    assertNotCancelled(signal, dataset.slug, stored !== undefined);
    const members = Array.from({ length: Math.min(atOnce, count - start) }, (_, i) => start + i);
    const written = await Promise.allSettled(members.map(write));
    for (const result of written) {
      if (result.status === 'rejected') throw result.reason;
      hashes.push(result.value);
    }
    onDrawn(hashes.length);
  }
  await flushThumbnails(home, [...created]);
  return { hashes, restored };
}

/** Late and all together: no row points to a thumbnail before. */
export const flushThumbnails = (home: string, hashes: readonly string[]): Promise<void> =>
  flushFiles(
    join(home, 'thumbnails'),
    hashes.map((hash) => thumbnailPath(home, hash)),
  );

/** @param folders that are there, or being made */
async function writeInFolder(file: string, png: Buffer, folders: Map<string, Promise<void>>): Promise<void> {
  const folder = dirname(file);
  const made = folders.get(folder) ?? ensureFolder(folder);
  folders.set(folder, made);
  await made;
  await onDisk(file, async () => writeSmallFile(file, png));
}

import { createHash } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { imageSize } from '@engram/core';
import { writeAtomically } from './atomic-file.ts';
import { refuseWhenCancelled } from './cancelled.ts';
import type { ImageDataset } from './dataset.ts';

/** Drawn side by side. */
const atOnce = 64;

/** Path of a thumbnail under ENGRAM_HOME; its name is the SHA-256 of its bytes. */
export const thumbnailPath = (home: string, hash: string): string =>
  join(home, 'thumbnails', hash.slice(0, 2), `${hash}.png`);

export interface Thumbnails {
  /** [N] */
  hashes: string[];
  /** Those that were not there before. */
  created: string[];
}

/** A PNG of every datapoint at its own size. When one cannot be written, those created before it are removed again. */
export async function writeThumbnails(
  home: string,
  dataset: ImageDataset,
  signal?: AbortSignal,
  onDrawn: (count: number) => void = () => {},
): Promise<Thumbnails> {
  const count = dataset.labels.length;
  const hashes: string[] = [];
  const created = new Set<string>();
  try {
    for (let start = 0; start < count; start += atOnce) {
      refuseWhenCancelled(signal, dataset.slug);
      const members = Array.from({ length: Math.min(atOnce, count - start) }, (_, i) => start + i);
      const written = await Promise.allSettled(
        members.map(async (n) => {
          const png = await draw(dataset, n);
          const hash = createHash('sha256').update(png).digest('hex');
          const file = thumbnailPath(home, hash);
          // The name is the content: a file that is there is right.
          if (await stat(file).catch(() => null)) return hash;
          await writeAtomically(file, png, { durable: false });
          created.add(hash);
          return hash;
        }),
      );
      for (const result of written) {
        if (result.status === 'rejected') throw result.reason;
        hashes.push(result.value);
      }
      onDrawn(hashes.length);
    }
  } catch (error) {
    await removeThumbnails(home, created).catch(() => undefined);
    throw error;
  }
  return { hashes, created: [...created] };
}

export async function removeThumbnails(home: string, hashes: Iterable<string>): Promise<void> {
  for (const hash of hashes) await rm(thumbnailPath(home, hash), { force: true });
}

function draw({ shape, pixels }: ImageDataset, n: number): Promise<Buffer> {
  const { height, width, channels } = shape;
  const size = imageSize(shape);
  const raw = { height, width, channels: channels as 1 | 3 };
  return sharp(pixels.subarray(n * size, (n + 1) * size), { raw })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .png({ compressionLevel: 6 })
    .toBuffer();
}

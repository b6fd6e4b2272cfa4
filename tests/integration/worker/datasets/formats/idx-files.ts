import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll } from 'vitest';

/** Bytes of an idx file of unsigned bytes. */
export function idxBytes(dimensions: number[], values: Uint8Array, type = 0x08): Buffer {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header[2] = type;
  header[3] = dimensions.length;
  dimensions.forEach((dimension, i) => header.writeUInt32BE(dimension, 4 + 4 * i));
  return Buffer.concat([header, values]);
}

export const images = (count = 6, height = 5, width = 4): Uint8Array =>
  Uint8Array.from({ length: count * height * width }, (_, i) => (i * 41) % 256);
export const labels = (count = 6): Uint8Array => Uint8Array.from({ length: count }, (_, n) => n % 3);

export const validImages = (): Buffer => idxBytes([6, 5, 4], images());
export const validLabels = (): Buffer => idxBytes([6], labels());
export const gzip = (bytes: Buffer): Buffer => gzipSync(bytes);

/** A folder for the tests of a file, gone after them. */
export function withFolder(): { path: string; write(name: string, bytes: Buffer): Promise<string> } {
  const folder = {
    path: '',
    async write(name: string, bytes: Buffer): Promise<string> {
      const file = join(folder.path, name);
      await writeFile(file, bytes);
      return file;
    },
  };
  beforeAll(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'engram-datasets-'));
  });
  afterAll(async () => {
    await rm(folder.path, { recursive: true, force: true });
  });
  return folder;
}

/** Every file under a folder, sorted. */
export async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DomainError, onDisk } from '@engram/core';
import { flushFolder } from '@engram/store';
import { plain } from '../output/output.ts';

/** A file of a deposit. */
export interface DepositFile {
  name: string;
  /** Of its bytes. */
  sha256: string;
  sizeBytes: number;
}

type Piece = string | Uint8Array;
type Write = (piece: Piece) => Promise<void>;
/** A file whole, piece by piece, or as something writes it. */
export type Content = Piece | AsyncIterable<Piece> | ((write: Write) => Promise<void>);

async function pour(content: Content, write: Write): Promise<void> {
  if (typeof content === 'function') await content(write);
  else if (typeof content === 'string' || content instanceof Uint8Array) await write(content);
  else for await (const piece of content) await write(piece);
}

/** A folder that is being written: flat, since Zenodo has no folders. */
export class DepositFolder {
  readonly files: DepositFile[] = [];
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Writes a file to the disk and notes its checksum. */
  async add(name: string, content: Content): Promise<void> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const handle = await open(join(this.path, name), 'wx');
    try {
      await pour(content, async (piece) => {
        const bytes = Buffer.from(piece as string);
        hash.update(bytes);
        sizeBytes += bytes.length;
        await handle.writeFile(bytes);
      });
      await handle.sync();
    } finally {
      await handle.close();
    }
    this.files.push({ name, sha256: hash.digest('hex'), sizeBytes });
  }

  /** In the form that `sha256sum -c` reads, by name. */
  checksums(): string {
    const sorted = this.files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return sorted.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
  }
}

/**
 * Writes a folder all or nothing: under a temporary name beside it, then renamed. Whoever is killed leaves only that temporary folder.
 * @throws DomainError CONFLICT when there is something under this name that is no empty folder, DISK_UNAVAILABLE
 */
export async function writeFolder<T>(
  given: string,
  produce: (folder: DepositFolder) => Promise<T>,
): Promise<T> {
  const target = resolve(given);
  const there = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') return ['a file'];
    throw error;
  });
  if (there.length > 0)
    throw new DomainError(
      'CONFLICT',
      `'${plain(given)}' exists and is not an empty folder. Name a folder that does not exist yet.`,
    );
  const temporary = `${target}.${randomUUID()}.part`;
  return onDisk(target, async () => {
    await mkdir(temporary, { recursive: true });
    try {
      const result = await produce(new DepositFolder(temporary));
      await flushFolder(temporary);
      await rename(temporary, target);
      await flushFolder(dirname(target));
      return result;
    } catch (error) {
      await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
      throw error;
    }
  });
}

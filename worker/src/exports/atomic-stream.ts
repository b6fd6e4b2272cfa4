import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { diskTrouble } from '@engram/core';

/**
 * Writes a file piece by piece under a temporary name beside it, which becomes its own when all is on disk: whoever looks sees the whole
 * file or none, and what ends early leaves nothing.
 * @throws DomainError DISK_UNAVAILABLE naming the file; also whatever `produce` throws
 */
export async function writeStreamed(
  path: string,
  produce: (write: (piece: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  const temporary = `${path}.${randomUUID()}.part`;
  try {
    const handle = await open(temporary, 'wx');
    try {
      await produce(async (piece) => {
        for (let at = 0; at < piece.length;) at += (await handle.write(piece, at)).bytesWritten;
      });
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    // A disk that failed the write may fail this, too; the first reason counts.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw diskTrouble(error, path) ?? error;
  }
}

import { constants, createReadStream, openSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { expandHome } from './expand-home.ts';
import { isFolder } from './unreadable.ts';

const chunkBytes = 1 << 18;

/**
 * The bytes of a file, a pipe or a device, read once from its beginning. `signal` ends it, also while a pipe has no writer yet.
 * @throws the system's error, for `unreadable`
 */
export async function* readChunks(path: string, signal?: AbortSignal): AsyncGenerator<Buffer, void, void> {
  const real = expandHome(path);
  const info = await stat(real);
  if (info.isDirectory()) throw isFolder();
  // A pipe is opened without waiting for its writer: a thread that waits cannot be ended.
  const source: Readable = info.isFIFO()
    ? new Socket({
        fd: openSync(real, constants.O_RDONLY | constants.O_NONBLOCK),
        readable: true,
        writable: false,
      })
    : createReadStream(real, { highWaterMark: chunkBytes });
  const stop = (): void => void source.destroy(new Error('stopped'));
  signal?.addEventListener('abort', stop, { once: true });
  try {
    if (signal?.aborted) stop();
    for await (const chunk of source) yield chunk as Buffer;
  } finally {
    signal?.removeEventListener('abort', stop);
    source.destroy();
  }
}

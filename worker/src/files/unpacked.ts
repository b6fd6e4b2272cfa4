/** Files that may be packed by gzip, as they stream by. */
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DomainError } from '@engram/core';
import { readChunks } from './read-chunks.ts';
import { unreadable } from './unreadable.ts';

/**
 * The file's bytes, unpacked where they begin like gzip. Read once from the beginning, so that a pipe will do.
 * @throws DomainError INVALID_FILE for a method or flags that gzip does not have; while reading, errors for `brokenOff`
 */
export async function unpacked(
  file: string,
  signal?: AbortSignal,
): Promise<{ packed: boolean; bytes: AsyncIterable<Buffer> }> {
  const chunks = readChunks(file, signal);
  const first: Buffer[] = [];
  for (let length = 0; length < 4;) {
    const { value, done } = await chunks.next();
    if (done) break;
    first.push(value);
    length += value.length;
  }
  const head = Buffer.concat(first);
  const all = (async function* () {
    try {
      if (head.length > 0) yield head;
      yield* chunks;
    } finally {
      await chunks.return();
    }
  })();
  if (head[0] !== 0x1f || head[1] !== 0x8b) return { packed: false, bytes: all };
  if (head.length > 3 && (head[2] !== 8 || (head[3]! & 0xe0) !== 0))
    throw new DomainError(
      'INVALID_FILE',
      `${file}, byte 2: it begins like gzip, but with a method or flags that are unknown.`,
      { details: { file, offset: 2 } },
    );
  const gunzip = createGunzip();
  const source = Readable.from(all);
  // Without this an error of the file would have no listener, and end the process.
  source.on('error', (error) => gunzip.destroy(error));
  gunzip.on('close', () => source.destroy());
  return { packed: true, bytes: source.pipe(gunzip) as AsyncIterable<Buffer> };
}

/**
 * Why reading a file failed: zlib's errors by their code, those of the system by theirs.
 * @param where names the file, and that it is unpacked
 * @param length bytes that were read before
 */
export function brokenOff(file: string, where: string, length: number, error: unknown): DomainError {
  const { code, message } = error as NodeJS.ErrnoException;
  const at = (reason: string): DomainError =>
    new DomainError('INVALID_FILE', `${where}, byte ${length}: ${reason} (${message}).`, {
      details: { file, offset: length },
      cause: error,
    });
  if (code === 'Z_BUF_ERROR') return at('it cannot be read on: the gzip file is cut short; fetch it again');
  if (!code?.startsWith('Z_'))
    return unreadable(file, error, { missing: 'INVALID_FILE', other: 'INVALID_FILE' });
  // Its own header was looked at: these errors come from what should be the header of a second gzip stream.
  if (/incorrect header check|unknown compression method|unknown header flags/.test(message))
    return new DomainError(
      'INVALID_FILE',
      `${file}: the gzip data ends, and other bytes follow behind it (${message}). Remove them, or unpack the file with gunzip and import that.`,
      { details: { file }, cause: error },
    );
  return at('it cannot be read on: the gzip data is damaged; fetch it again');
}

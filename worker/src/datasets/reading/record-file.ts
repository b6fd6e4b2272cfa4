/** Files of records of one length, without a header. */
import { stat } from 'node:fs/promises';
import { expandHome } from '../../files/expand-home.ts';
import { readChunks } from '../../files/read-chunks.ts';
import { isFolder } from '../../files/unreadable.ts';
import { fileError, unreadableFile } from './file-error.ts';

/**
 * Number of records in a file, by its size.
 * @throws DomainError INVALID_FILE when it has none, or ends within one
 */
export async function countRecords(file: string, recordBytes: number): Promise<number> {
  const size = await stat(expandHome(file)).then(
    (found) => (found.isDirectory() ? Promise.reject(unreadableFile(file, isFolder())) : found.size),
    (error: unknown) => Promise.reject(unreadableFile(file, error)),
  );
  if (size === 0) throw fileError(file, 'byte 0', 'the file is empty; fetch it again.');
  if (size % recordBytes !== 0)
    throw fileError(
      file,
      `byte ${size - (size % recordBytes)}`,
      `it has ${size} bytes, which is no multiple of the ${recordBytes} of a record; it is truncated or of another format: fetch it again.`,
    );
  return size / recordBytes;
}

/**
 * Gives the records of a file one after another.
 * @param take gets a view that is valid during the call only
 * @throws DomainError INVALID_FILE when the file has another number of records than `count`
 */
export async function readRecords(
  file: string,
  { recordBytes, count, signal }: { recordBytes: number; count: number; signal?: AbortSignal },
  take: (record: Uint8Array, n: number) => void,
): Promise<void> {
  const record = new Uint8Array(recordBytes);
  let filled = 0;
  let n = 0;
  try {
    for await (const chunk of readChunks(file, signal))
      for (let at = 0; at < chunk.length;) {
        const part = chunk.subarray(at, at + recordBytes - filled);
        record.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < recordBytes) continue;
        if (n < count) take(record, n);
        n += 1;
        filled = 0;
      }
  } catch (error) {
    throw unreadableFile(file, error);
  }
  if (n !== count || filled !== 0)
    throw fileError(file, `record ${n}`, `it has changed while it was read: ${count} records were expected.`);
}

import { DomainError, type ErrorCode } from '@engram/core';
import { readChunks } from './read-chunks.ts';
import { unreadable } from './unreadable.ts';

const encodings = [
  { mark: [0xef, 0xbb, 0xbf], name: 'utf-8' },
  { mark: [0xff, 0xfe], name: 'utf-16le' },
  { mark: [0xfe, 0xff], name: 'utf-16be' },
] as const;

/** As editors and shells write text: UTF-8, or UTF-16 that begins with a byte order mark. @returns null for neither */
export function decodeText(bytes: Uint8Array): string | null {
  const marked = encodings.find(({ mark }) => mark.every((byte, i) => bytes[i] === byte));
  try {
    // The decoder takes the mark away.
    return new TextDecoder(marked?.name ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

interface Limits {
  maxBytes: number;
  code: ErrorCode;
}

/**
 * The bytes of a small file, or of a pipe; no more than `maxBytes` of it are read.
 * @throws DomainError NOT_FOUND when there is no such file; `code` when it cannot be read or is too large
 */
export async function readBytes(path: string, o: Limits): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of readChunks(path)) {
      parts.push(part);
      length += part.length;
      if (length > o.maxBytes)
        throw new DomainError(
          o.code,
          `${path} is larger than the ${o.maxBytes} bytes that are read of such a file.`,
        );
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw unreadable(path, error, { missing: 'NOT_FOUND', other: o.code });
  }
  return Buffer.concat(parts);
}

/**
 * The text of a small file, or of a pipe; no more than `maxBytes` of it are read.
 * @throws DomainError NOT_FOUND when there is no such file; `code` when it cannot be read, is too large or is no text
 */
export async function readText(path: string, o: Limits): Promise<string> {
  const text = decodeText(await readBytes(path, o));
  if (text === null)
    throw new DomainError(o.code, `${path} is no text in UTF-8. Save it as UTF-8 and try again.`);
  return text;
}

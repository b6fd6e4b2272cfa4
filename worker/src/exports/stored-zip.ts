import { DomainError } from '@engram/core';
import { Zip, ZipPassThrough } from 'fflate';

/** Without Zip64. */
const largest = 2 ** 32 - 1;

/** A member of an archive, made piece by piece. */
export interface ZipPart {
  name: string;
  /** Of its content. */
  bytes: number;
  pieces(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/**
 * An uncompressed zip archive, piece by piece.
 * @throws DomainError LIMIT_EXCEEDED when it would have 4 GiB or more
 */
export async function writeZip(
  parts: readonly ZipPart[],
  write: (piece: Uint8Array) => Promise<void>,
): Promise<void> {
  const size = parts.reduce((sum, part) => sum + part.bytes + 2 * part.name.length + 200, 100);
  if (size > largest)
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `The archive would have ${size} bytes, and an .npz takes ${largest}. Write an .npy, or ask for fewer views or datapoints.`,
    );
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    // The next piece may be written into the same memory.
    ready.push(Uint8Array.from(piece));
  });
  const flush = async (): Promise<void> => {
    for (const piece of ready.splice(0)) await write(piece);
  };
  for (const { name, pieces } of parts) {
    const member = new ZipPassThrough(name);
    zip.add(member);
    for await (const piece of pieces()) {
      member.push(piece);
      await flush();
    }
    member.push(new Uint8Array(), true);
    await flush();
  }
  zip.end();
  await flush();
}

import { DomainError } from '@engram/core';
import type { ByteStream } from './byte-stream.ts';

/** Arrays that are needed whole (labels, masks …) may have so many bytes. */
const largestWhole = 512 * 2 ** 20;

/** All bytes of an array, for those that are needed whole. @throws DomainError INVALID_FILE when they are too many */
export async function wholeArray(
  where: string,
  size: number,
  open: () => Promise<ByteStream>,
): Promise<Uint8Array> {
  if (size > largestWhole)
    throw new DomainError(
      'INVALID_FILE',
      `${where}: its ${size} bytes are more than the ${largestWhole} that such an array may have. Save it as a smaller type.`,
    );
  const bytes = new Uint8Array(size);
  const stream = await open();
  await stream.fill(bytes);
  await stream.drain();
  return bytes;
}

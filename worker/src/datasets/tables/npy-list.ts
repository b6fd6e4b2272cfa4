import type { ByteStream } from '../../files/numpy/byte-stream.ts';
import type { NpyHeader } from '../../files/numpy/npy.ts';
import { tableError } from './table-error.ts';

/**
 * One entry for each datapoint, such as labels or ids: numbers or text, [N] or [N, 1].
 * @throws DomainError INVALID_FILE when the array has another shape or holds raw bytes
 */
export async function npyList(
  header: NpyHeader,
  stream: ByteStream,
  where: string,
  count: number,
): Promise<unknown[]> {
  const { shape, type } = header;
  if (shape[0] !== count || header.count !== count)
    throw tableError(
      where,
      'shape',
      `it has the shape (${shape.join(', ')}), and there are ${count} datapoints.`,
    );
  if (type.kind === 'text' && !type.decode)
    throw tableError(where, 'type', 'it holds raw bytes. Save it as numbers or text.');
  const bytes = new Uint8Array(count * type.size);
  if ((await stream.fill(bytes)) < bytes.length)
    throw tableError(where, 'end', 'the file ends inside the array.');
  await stream.drain();
  if (type.kind === 'text') return type.decode!(bytes);
  const values = new Float64Array(count);
  type.decode(bytes, values);
  return Array.from(values);
}

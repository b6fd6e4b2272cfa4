import { assertNotCancelled } from '../cancelled.ts';
import type { ByteStream } from '../../files/numpy/byte-stream.ts';
import { numberType, type NpyHeader } from '../../files/numpy/npy.ts';
import { tableError } from './table-error.ts';

/** Elements decoded at a time. */
const atOnce = 1 << 16;

/** Place in C order of the element that comes `at`-th where the first index runs fastest. */
function rowMajorPlaces(shape: readonly number[]): (at: number) => number {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  return (at) => {
    let [rest, place] = [at, 0];
    shape.forEach((length, axis) => {
      place += (rest % length) * strides[axis]!;
      rest = Math.floor(rest / length);
    });
    return place;
  };
}

/**
 * Elements of an array of numbers as they stream by, in C order: bytes where the array holds bytes, else float32.
 * @param where names file and array
 * @throws DomainError INVALID_FILE with row and column for what is no finite number of float32
 */
export async function npyValues(
  header: NpyHeader,
  stream: ByteStream,
  where: string,
  signal?: AbortSignal,
): Promise<Float32Array | Uint8Array> {
  const type = numberType(header, where);
  const isBytes = header.descr === '|u1' || header.descr === 'u1' || header.descr === '<u1';
  const values = isBytes ? new Uint8Array(header.count) : new Float32Array(header.count);
  const width = header.count / (header.shape[0] || 1);
  const placeOf = header.fortranOrder && header.shape.length > 1 ? rowMajorPlaces(header.shape) : null;
  const decoded = new Float64Array(Math.min(atOnce, header.count));
  for (let done = 0; done < header.count; done += decoded.length) {
    if (signal?.aborted) assertNotCancelled(signal, where);
    const count = Math.min(decoded.length, header.count - done);
    const bytes = new Uint8Array(count * type.size);
    const filled = await stream.fill(bytes);
    if (filled < bytes.length)
      throw tableError(
        where,
        `byte ${header.dataOffset + done * type.size + filled}`,
        `the file ends here, and its shape (${header.shape.join(', ')}) needs ${header.fileBytes} bytes.`,
      );
    type.decode(bytes, decoded.subarray(0, count));
    for (let i = 0; i < count; i++) {
      const place = placeOf ? placeOf(done + i) : done + i;
      values[place] = decoded[i]!;
      if (!Number.isFinite(values[place]))
        throw tableError(
          where,
          `datapoint ${Math.floor(place / width)}, value ${place % width}`,
          `it is ${decoded[i]}, no finite number of float32.`,
        );
    }
  }
  await stream.drain();
  return values;
}

import { allocateValues, imageSize, type DatapointValues, type ImageShape } from '@engram/core';

/** Where the values of datapoints are read from, by position. */
export interface PixelSource {
  /**
   * Values of the datapoints at these positions, in this order, [B, H, W, C]: bytes of images, float32 of other kinds. The caller may change them.
   * @throws DomainError as `StoredPixels`, where they lie in a file
   */
  read(positions: ArrayLike<number>): DatapointValues;
}

/** Values that lie in memory, [N, H, W, C]. */
export function pixelsInMemory(values: DatapointValues, shape: ImageShape): PixelSource {
  const size = imageSize(shape);
  return {
    read(positions) {
      const read = allocateValues(values instanceof Uint8Array ? 'image' : 'vector', positions.length * size);
      for (let n = 0; n < positions.length; n++)
        read.set(values.subarray(positions[n]! * size, (positions[n]! + 1) * size), n * size);
      return read;
    },
  };
}

/** Some datapoints of a source. @param indices [N] their positions there */
export const pixelsAt = (source: PixelSource, indices: ArrayLike<number>): PixelSource => ({
  read: (positions) => source.read(Int32Array.from(positions, (position) => indices[position]!)),
});

/** [count] positions in a row. */
export const positionsFrom = (first: number, count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, n) => first + n);

/** Representations of an array [N, M, D] or [t, N, M, D], read in blocks of datapoints: memory does not grow with the array. */
import { pairCount, type ViewsShape } from '@engram/core';
import { numberType } from '../files/numpy/npy.ts';
import type { NpzArray } from '../files/numpy/npz.ts';

/** Values held at a time, about: 8 MiB, and 128 MiB where the array must be transposed. */
const valuesAtOnce = { inOrder: 2 ** 20, transposed: 2 ** 24 } as const;

export interface DatapointBlock {
  /** Place of the encoder in the array. */
  encoder: number;
  /** First datapoint of the block. */
  first: number;
  count: number;
  /** [count, M, D]; used again for the next block. */
  values: Float64Array;
}

export interface BlockSource {
  array: NpzArray;
  encoders: number;
  shape: ViewsShape;
  /** Told the number of bytes that were read. */
  onBytes?(bytes: number): void;
}

/** Times that the array is read from its beginning. */
export function passesOf(source: BlockSource): number {
  return source.array.header.fortranOrder ? Math.ceil(source.shape.datapoints / sliceOf(source)) : 1;
}

/** Datapoints of a block: neither their values nor the distances of their views' pairs are more than a block holds. */
function datapointsAtOnce({ datapoints, views, dims }: ViewsShape): number {
  const each = Math.max(views * dims, pairCount(views));
  return Math.min(datapoints, Math.max(1, Math.floor(valuesAtOnce.inOrder / each)));
}

/** For each datapoint the encoders come in their order. The checksum has been compared when the last block was taken. */
export function datapointBlocks(source: BlockSource): AsyncGenerator<DatapointBlock, void, void> {
  return source.array.header.fortranOrder ? transposedBlocks(source) : blocksInOrder(source);
}

async function* blocksInOrder(o: BlockSource): AsyncGenerator<DatapointBlock, void, void> {
  const { datapoints, views, dims } = o.shape;
  const { header, where } = o.array;
  const type = numberType(header, where);
  const size = views * dims;
  const most = datapointsAtOnce(o.shape);
  const bytes = new Uint8Array(most * size * type.size);
  const values = new Float64Array(most * size);
  const stream = await o.array.stream();
  try {
    for (let encoder = 0; encoder < o.encoders; encoder++)
      for (let first = 0; first < datapoints; first += most) {
        const count = Math.min(most, datapoints - first);
        const raw = bytes.subarray(0, count * size * type.size);
        await stream.fill(raw);
        const block = values.subarray(0, count * size);
        type.decode(raw, block);
        o.onBytes?.(raw.length);
        yield { encoder, first, count, values: block };
      }
    await stream.drain();
  } finally {
    await stream.close();
  }
}

function sliceOf({ encoders, shape: { datapoints, views, dims } }: BlockSource): number {
  return Math.min(datapoints, Math.max(1, Math.floor(valuesAtOnce.transposed / (encoders * views * dims))));
}

/**
 * Fortran order: the first index runs fastest, so that the values of a datapoint lie all over the array. The array is read
 * once for each slice of datapoints that fits into memory.
 */
async function* transposedBlocks(o: BlockSource): AsyncGenerator<DatapointBlock, void, void> {
  const { datapoints, views, dims } = o.shape;
  const slice = sliceOf(o);
  const most = datapointsAtOnce(o.shape);
  const size = views * dims;
  const values = new Float64Array(slice * size * o.encoders); // [t, slice, M, D]
  for (let first = 0; first < datapoints; first += slice) {
    const count = Math.min(slice, datapoints - first);
    await fillSlice(o, first, count, values);
    for (let encoder = 0; encoder < o.encoders; encoder++)
      for (let from = 0; from < count; from += most) {
        const to = Math.min(count, from + most);
        const block = values.subarray((encoder * count + from) * size, (encoder * count + to) * size);
        yield { encoder, first: first + from, count: to - from, values: block };
      }
  }
}

async function fillSlice(o: BlockSource, first: number, count: number, values: Float64Array): Promise<void> {
  const { encoders, shape: { datapoints, views, dims } } = o; // prettier-ignore
  const { header, where } = o.array;
  const type = numberType(header, where);
  const width = encoders * datapoints; // of a column: all first indices of one (view, dimension)
  const piece = Math.min(header.count, valuesAtOnce.inOrder);
  const bytes = new Uint8Array(piece * type.size);
  const numbers = new Float64Array(piece);
  const stream = await o.array.stream();
  try {
    for (let start = 0; start < header.count; start += piece) {
      const end = Math.min(start + piece, header.count);
      const raw = bytes.subarray(0, (end - start) * type.size);
      await stream.fill(raw);
      type.decode(raw, numbers.subarray(0, end - start));
      o.onBytes?.(raw.length);
      for (let column = Math.floor(start / width); column * width < end; column++) {
        const from = Math.max(start, column * width + first * encoders);
        const to = Math.min(end, column * width + (first + count) * encoders);
        const place = (column % views) * dims + Math.floor(column / views);
        for (let at = from; at < to; at++) {
          const inSlice = at - column * width - first * encoders;
          const encoder = inSlice % encoders;
          const n = (inSlice - encoder) / encoders;
          values[(encoder * count + n) * views * dims + place] = numbers[at - start]!;
        }
      }
    }
    await stream.drain();
  } finally {
    await stream.close();
  }
}

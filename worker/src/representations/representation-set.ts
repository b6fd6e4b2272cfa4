/**
 * Turns the arrays of an `.npz` file into t encoders × N datapoints. Letters: t encoders, N datapoints, M views, D dimensions.
 *
 * Two forms: `f` and `g` [N, M, D], where f was trained with all datapoints and g with none of them; or `encoders`
 * [t, N, M, D] with `mask` [t, N] (1 = trained on). Optional: `labels` or `class` [N] (−1 = unknown), `index` [N].
 */
import { DomainError, type ViewsShape } from '@engram/core';
import type { NpyArray } from './npy.ts';

export const arrayNames = ['f', 'g', 'encoders', 'mask', 'labels', 'class', 'index'] as const;
type ArrayName = (typeof arrayNames)[number];

export interface RepresentationSet {
  shape: ViewsShape;
  /** Name of each encoder in messages, and its representations [N, M, D]. */
  encoders: { name: string; representations: Float64Array }[];
  /** [t][N] */
  masks: Uint8Array[];
  /** [N]; null = unknown */
  classes: (number | null)[];
  /** [N], ascending or not, each once. */
  indices: number[];
}

const refuse = (message: string): never => {
  throw new DomainError('INVALID_SCORE_INPUT', message);
};

const maxInt4 = 2 ** 31 - 1;
const shapeText = (array: NpyArray): string => `[${array.shape.join(', ')}]`;

function withRank(
  arrays: ReadonlyMap<string, NpyArray>,
  file: string,
  name: ArrayName,
  rank: number,
): NpyArray {
  const array = arrays.get(name);
  if (!array) return refuse(`${file}: the array '${name}' is missing. Give f and g, or encoders and mask.`);
  if (array.shape.length !== rank)
    refuse(
      `${file}, array '${name}': its shape is ${shapeText(array)}, which should have ${rank} dimensions.`,
    );
  return array;
}

/**
 * Checks that the arrays fit together.
 * @throws DomainError INVALID_SCORE_INPUT naming file, array and what does not fit.
 */
export function toRepresentationSet(arrays: ReadonlyMap<string, NpyArray>, file: string): RepresentationSet {
  const hasPair = arrays.has('f') || arrays.has('g');
  const hasEncoders = arrays.has('encoders') || arrays.has('mask');
  if (hasPair && hasEncoders)
    refuse(`${file}: it holds both forms. Give either f and g, or encoders and mask.`);
  const form = hasEncoders ? manyEncoders(arrays, file) : encoderPair(arrays, file);
  const { datapoints, views } = form.shape;
  if (datapoints < 1) refuse(`${file}: there are no datapoints.`);
  if (views < 2) refuse(`${file}: an alignment loss needs at least 2 views of a datapoint, not ${views}.`);
  return {
    ...form,
    classes: classesOf(arrays, file, datapoints),
    indices: indicesOf(arrays, file, datapoints),
  };
}

type Form = Pick<RepresentationSet, 'shape' | 'encoders' | 'masks'>;

function encoderPair(arrays: ReadonlyMap<string, NpyArray>, file: string): Form {
  const f = withRank(arrays, file, 'f', 3);
  const g = withRank(arrays, file, 'g', 3);
  const [datapoints, views] = f.shape as [number, number, number];
  if (f.shape.join() !== g.shape.join())
    refuse(
      `${file}: f is ${shapeText(f)} and g is ${shapeText(g)}; the views of both must have the same shape.`,
    );
  return {
    shape: { datapoints, views, dims: f.shape[2]! },
    encoders: [
      { name: 'f', representations: f.values },
      { name: 'g', representations: g.values },
    ],
    masks: [new Uint8Array(datapoints).fill(1), new Uint8Array(datapoints)],
  };
}

function manyEncoders(arrays: ReadonlyMap<string, NpyArray>, file: string): Form {
  const encoders = withRank(arrays, file, 'encoders', 4);
  const mask = withRank(arrays, file, 'mask', 2);
  const [t, datapoints, views, dims] = encoders.shape as [number, number, number, number];
  if (t < 1) refuse(`${file}, array 'encoders': there is no encoder.`);
  if (mask.shape[0] !== t || mask.shape[1] !== datapoints)
    refuse(
      `${file}: mask is ${shapeText(mask)}, but encoders ${shapeText(encoders)} need [${t}, ${datapoints}].`,
    );
  const bad = mask.values.findIndex((value) => value !== 0 && value !== 1);
  if (bad >= 0)
    refuse(
      `${file}, array 'mask', encoder ${Math.floor(bad / datapoints)}, datapoint ${bad % datapoints}: ` +
        `${mask.values[bad]} is neither 0 (not trained on) nor 1 (trained on).`,
    );
  const size = datapoints * views * dims;
  return {
    shape: { datapoints, views, dims },
    encoders: Array.from({ length: t }, (_, encoder) => ({
      name: `encoders[${encoder}]`,
      representations: encoders.values.subarray(encoder * size, (encoder + 1) * size),
    })),
    masks: Array.from({ length: t }, (_, encoder) =>
      Uint8Array.from(mask.values.subarray(encoder * datapoints, (encoder + 1) * datapoints)),
    ),
  };
}

function wholeNumbers(
  arrays: ReadonlyMap<string, NpyArray>,
  o: { file: string; name: ArrayName; count: number; min: number },
): number[] {
  const array = withRank(arrays, o.file, o.name, 1);
  if (array.shape[0] !== o.count)
    refuse(`${o.file}, array '${o.name}': it has ${array.shape[0]} values for ${o.count} datapoints.`);
  const bad = array.values.findIndex((value) => !Number.isInteger(value) || value < o.min || value > maxInt4);
  if (bad >= 0)
    refuse(
      `${o.file}, array '${o.name}', datapoint ${bad}: ${array.values[bad]} is not a whole number from ${o.min} to ${maxInt4}.`,
    );
  return Array.from(array.values);
}

function classesOf(arrays: ReadonlyMap<string, NpyArray>, file: string, count: number): (number | null)[] {
  const name = arrays.has('labels') ? 'labels' : 'class';
  if (!arrays.has(name)) return new Array<null>(count).fill(null);
  return wholeNumbers(arrays, { file, name, count, min: -1 }).map((label) => (label < 0 ? null : label));
}

function indicesOf(arrays: ReadonlyMap<string, NpyArray>, file: string, count: number): number[] {
  if (!arrays.has('index')) return Array.from({ length: count }, (_, i) => i);
  const indices = wholeNumbers(arrays, { file, name: 'index', count, min: 0 });
  const seen = new Set<number>();
  for (const index of indices) {
    if (seen.has(index)) refuse(`${file}, array 'index': ${index} names two datapoints.`);
    seen.add(index);
  }
  return indices;
}

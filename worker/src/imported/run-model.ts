/** Passes of a block of datapoints through a model. */
import { DomainError, type ImageShape, type ModelInput } from '@engram/core';
import { Tensor, type InferenceSession } from '../engine/onnxruntime/library.ts';
import { fromHalf, toHalf } from './half-precision.ts';
import { modelValues } from './model-values.ts';

/** Values of the input of one pass, about: 64 images of 224 × 224 × 3. */
const valuesAtOnce = 2 ** 23;

export interface ModelPass {
  session: InferenceSession;
  input: ModelInput;
  /** Of the datapoints. */
  shape: ImageShape;
  /** Names the model in messages. */
  name: string;
  /** Gives all places of an output beside each other, not their mean. */
  flattens?: boolean;
}

/** Features of one output, [B, D] row by row. */
export interface ModelFeatures {
  values: Float32Array;
  dims: number;
  pooling: 'none' | 'global-average';
}

/**
 * Runs all datapoints of a block through a model, in passes that it takes; the last one of a fixed batch is filled up with its last row.
 * @param images [B, H, W, C]
 * @param outputs wanted
 * @throws DomainError INVALID_SCORE_INPUT for an output that is not one finite row a datapoint, INVALID_FILE where the model fails
 */
export async function runModel(
  pass: ModelPass,
  images: Float32Array,
  count: number,
  outputs: readonly string[],
): Promise<Map<string, ModelFeatures>> {
  const { input } = pass;
  const each = input.height * input.width * input.channels;
  const rows = input.batch ?? Math.max(1, Math.min(count, Math.floor(valuesAtOnce / each)));
  const features = new Map<string, ModelFeatures>();
  for (let first = 0; first < count; first += rows) {
    const taken = Math.min(rows, count - first);
    const found = await onePass(pass, images, { first, taken, rows: input.batch ?? taken }, outputs);
    for (const [output, { values, dims, pooling }] of found) {
      const known = features.get(output) ?? { values: new Float32Array(count * dims), dims, pooling };
      known.values.set(values, first * dims);
      features.set(output, known);
    }
  }
  return features;
}

async function onePass(
  pass: ModelPass,
  images: Float32Array,
  { first, taken, rows }: { first: number; taken: number; rows: number },
  outputs: readonly string[],
): Promise<Map<string, ModelFeatures>> {
  const { session, input, shape, name, flattens = false } = pass;
  const size = images.length && shape.height * shape.width * shape.channels;
  const block = new Float32Array(rows * size);
  block.set(images.subarray(first * size, (first + taken) * size));
  for (let row = taken; row < rows; row++) block.copyWithin(row * size, (taken - 1) * size, taken * size);
  const values = modelValues(block, rows, shape, input);
  const dims = dimsOf(session, input, rows);
  const tensor =
    input.type === 'float16'
      ? new Tensor('float16', toHalf(values), dims)
      : new Tensor('float32', values, dims);
  const results = await session
    .run({ [session.inputNames[0]!]: tensor }, [...outputs])
    .catch((error: unknown) => {
      const [reason] = String(error instanceof Error ? error.message : error).split('\n');
      throw new DomainError('INVALID_FILE', `${name} fails on an input [${dims.join(', ')}]: ${reason}.`, {
        cause: error,
      });
    });
  return new Map(
    outputs.map((output) => [
      output,
      featuresOf(results[output]!, { rows, taken, flattens, where: `${name}, output '${output}'` }),
    ]),
  );
}

/** A series [1, T, C] has no axis of rows where the model has none. */
function dimsOf(
  session: InferenceSession,
  { layout, height, width, channels }: ModelInput,
  rows: number,
): number[] {
  if (layout === 'flat') return [rows, height * width * channels];
  const [metadata] = session.inputMetadata;
  const rank = metadata?.isTensor ? metadata.shape.length : 4;
  const places = rank === 3 ? [width] : [height, width];
  return layout === 'nchw' ? [rows, channels, ...places] : [rows, ...places, channels];
}

/** [B, D] as it is; [B, C, H, W] and tokens [B, T, D] as the mean over their places. */
function featuresOf(
  tensor: Tensor,
  { rows, taken, flattens, where }: { rows: number; taken: number; flattens: boolean; where: string },
): ModelFeatures {
  const { dims: shape } = tensor;
  const fail = (reason: string): never => {
    throw new DomainError('INVALID_SCORE_INPUT', `${where}: ${reason}`);
  };
  if (shape[0] !== rows || shape.length < 2 || shape.length > 4)
    fail(
      `its shape is [${shape.join(', ')}] for ${rows} datapoints; it should be [${rows}, D], [${rows}, T, D] or [${rows}, C, H, W].`,
    );
  const values =
    floatsOf(tensor) ?? fail(`its values are ${tensor.type}; float32, float16 or float64 are read.`);
  const isSpatial = shape.length === 4;
  const pooledDims = isSpatial || shape.length === 2 ? shape[1]! : shape[2]!;
  const dims = flattens ? values.length / rows : pooledDims;
  const places = values.length / rows / dims;
  if (!(dims > 0 && places > 0)) fail('it is empty.');
  const features = new Float32Array(taken * dims);
  for (let row = 0; row < taken; row++)
    for (let d = 0; d < dims; d++) {
      let sum = 0;
      for (let place = 0; place < places; place++)
        sum += values[row * dims * places + (isSpatial ? d * places + place : place * dims + d)]!;
      const mean = sum / places;
      if (!Number.isFinite(mean))
        fail(
          `value ${d} of a datapoint is ${mean}. A model must give finite numbers: look at its weights and at mean and std.`,
        );
      features[row * dims + d] = mean;
    }
  return { values: features, dims, pooling: shape.length === 2 ? 'none' : 'global-average' };
}

function floatsOf({ type, data }: Tensor): Float32Array | null {
  if (type === 'float32') return data as Float32Array;
  if (type === 'float64') return Float32Array.from(data as Float64Array);
  if (type === 'float16')
    return fromHalf(
      new Uint16Array(
        (data as Uint16Array).buffer,
        (data as Uint16Array).byteOffset,
        (data as Uint16Array).length,
      ),
    );
  return null;
}

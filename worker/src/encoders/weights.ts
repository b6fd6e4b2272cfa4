/**
 * An encoder as a safetensors file, with the names and the layouts of PyTorch: dense [O, I], convolution [O, I, H, W]. Its metadata:
 * `format` = pt, `encoder` and `shape` (of the images) in JSON.
 */
import * as tf from '@tensorflow/tfjs';
import {
  canonicalJson,
  encoderConfigSchema,
  imageSize,
  Rng,
  type EncoderConfig,
  type ImageShape,
} from '@engram/core';
import type { Encoder } from './encoder.ts';
import type { NamedVariable } from './parameters.ts';
import { createEncoder } from './registry.ts';
import { inverse, permuted } from './weight-files/axes.ts';
import { decodeFirstLayout, isFirstLayout } from './weight-files/first-layout.ts';
import {
  decodeSafetensors,
  encodeSafetensors,
  invalid,
  type StoredTensor,
} from './weight-files/safetensors.ts';

/** Equal encoders give equal bytes. The projector is not among them: scores need only the encoder. */
export async function saveWeights(encoder: Encoder): Promise<Uint8Array> {
  const { height, width, channels } = encoder.shape;
  const tensors: StoredTensor[] = [];
  for (const { name, variable, torchAxes } of encoder.parameters.all) {
    const values = await variable.data<'float32'>();
    const shape = torchAxes.map((axis) => variable.shape[axis]!);
    tensors.push({ name, shape, values: permuted(values, variable.shape, torchAxes) });
  }
  const metadata = {
    format: 'pt',
    encoder: canonicalJson(encoder.config),
    shape: canonicalJson({ height, width, channels }),
  };
  return encodeSafetensors({ metadata, tensors });
}

/**
 * The encoder that `saveWeights` wrote, or an earlier version of it, on the current engine; the caller disposes it.
 * @throws DomainError INVALID_FILE when the bytes are damaged
 */
export function loadWeights(bytes: Uint8Array): Encoder {
  const { config, shape, tensors, isTorch } = read(bytes);
  const encoder = createEncoder(config, shape, Rng.fromSeed('weights that are replaced at once'));
  const stored = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const variables = encoder.parameters.all;
  const fits =
    stored.size === variables.length &&
    variables.every((one) => String(stored.get(one.name)?.shape) === String(shapeOf(one, isTorch)));
  if (!fits) {
    encoder.dispose();
    throw invalid('they belong to another architecture');
  }
  for (const { name, variable, torchAxes } of variables) {
    const { values, shape } = stored.get(name)!;
    const ours = isTorch ? permuted(values, shape, inverse(torchAxes)) : values;
    tf.tidy(() => variable.assign(tf.tensor(ours, variable.shape)));
  }
  return encoder;
}

const shapeOf = ({ variable, torchAxes }: NamedVariable, isTorch: boolean): number[] =>
  isTorch ? torchAxes.map((axis) => variable.shape[axis]!) : variable.shape;

interface StoredEncoder {
  config: EncoderConfig;
  shape: ImageShape;
  tensors: StoredTensor[];
  /** Whether the tensors lie as PyTorch has them, not as the engine has them. */
  isTorch: boolean;
}

function read(bytes: Uint8Array): StoredEncoder {
  const isTorch = !isFirstLayout(bytes);
  const file = isTorch ? describedBy(bytes) : decodeFirstLayout(bytes);
  const config = encoderConfigSchema.safeParse(file.encoder);
  const shape = (file.shape ?? {}) as ImageShape;
  if (!config.success || !(imageSize(shape) > 0)) throw invalid('the header names no encoder');
  return { config: config.data, shape, tensors: file.tensors, isTorch };
}

function describedBy(bytes: Uint8Array): { encoder: unknown; shape: unknown; tensors: StoredTensor[] } {
  const { metadata, tensors } = decodeSafetensors(bytes);
  return { encoder: parsed(metadata.encoder), shape: parsed(metadata.shape), tensors };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch (error) {
    throw invalid('the header names no encoder', error);
  }
}

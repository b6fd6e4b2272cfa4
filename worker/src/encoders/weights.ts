/**
 * An encoder as a safetensors file, with the names and the layouts of PyTorch: dense [O, I], convolution [O, I, H, W]. Its metadata:
 * `format` = pt, `encoder` and `shape` (of the images) in JSON.
 */
import * as tf from '@tensorflow/tfjs';
import {
  canonicalJson,
  encoderConfigSchema,
  imageSize,
  type EncoderConfig,
  type ImageShape,
} from '@engram/core';
import type { Encoder, Network, Projector } from './encoder.ts';
import type { NamedVariable } from './parameters.ts';
import { projector } from './projector.ts';
import { createEncoder } from './registry.ts';
import { inverse, permuted } from './weight-files/axes.ts';
import { decodeFirstLayout, isFirstLayout } from './weight-files/first-layout.ts';
import {
  decodeSafetensors,
  encodeSafetensors,
  invalid,
  type StoredTensor,
} from './weight-files/safetensors.ts';

/** Begins the names of a classifier's tensors, which stand beside those of the encoder that it was trained with. */
const classifierPrefix = 'classifier.';

/** A network's variables as they are stored. */
async function tensorsOf({ parameters }: Pick<Network, 'parameters'>, prefix = ''): Promise<StoredTensor[]> {
  const tensors: StoredTensor[] = [];
  for (const { name, variable, torchAxes } of parameters.all) {
    const values = await variable.data<'float32'>();
    const shape = torchAxes.map((axis) => variable.shape[axis]!);
    tensors.push({ name: prefix + name, shape, values: permuted(values, variable.shape, torchAxes) });
  }
  return tensors;
}

/** A classifier as `saveWeights` takes it. */
export const classifierTensors = (classifier: Projector): Promise<StoredTensor[]> =>
  tensorsOf(classifier, classifierPrefix);

/**
 * Equal encoders give equal bytes. The projector is not among them: scores need only the encoder.
 * @param classifier of `classifierTensors`, where the method trained one
 */
export async function saveWeights(
  encoder: Encoder,
  classifier: readonly StoredTensor[] = [],
): Promise<Uint8Array> {
  const { height, width, channels } = encoder.shape;
  const tensors = [...(await tensorsOf(encoder)), ...classifier];
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
  const encoder = createEncoder(config, shape, null);
  const own = tensors.filter(({ name }) => !name.startsWith(classifierPrefix));
  restore(encoder, own, isTorch);
  return encoder;
}

/**
 * The classifier that was stored with an encoder, on the current engine; null where there is none. The caller disposes it.
 * @throws DomainError INVALID_FILE when the bytes are damaged
 */
export function loadClassifier(bytes: Uint8Array): Projector | null {
  const { tensors, isTorch } = read(bytes);
  const own = tensors.flatMap((tensor) =>
    tensor.name.startsWith(classifierPrefix)
      ? [{ ...tensor, name: tensor.name.slice(classifierPrefix.length) }]
      : [],
  );
  const [classes, dims] = own.find(({ shape }) => shape.length === 2)?.shape ?? [];
  if (classes === undefined || dims === undefined) return null;
  const classifier = projector([classes], dims, null);
  restore(classifier, own, isTorch);
  return classifier;
}

/** Gives a network the values that were stored of it; disposes the network when they are of another. */
function restore(network: Network, tensors: readonly StoredTensor[], isTorch: boolean): void {
  const stored = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const variables = network.parameters.all;
  const fits =
    stored.size === variables.length &&
    variables.every((one) => String(stored.get(one.name)?.shape) === String(shapeOf(one, isTorch)));
  if (!fits) {
    network.dispose();
    throw invalid('they belong to another architecture');
  }
  for (const { name, variable, torchAxes } of variables) {
    const { values, shape } = stored.get(name)!;
    const ours = isTorch ? permuted(values, shape, inverse(torchAxes)) : values;
    tf.tidy(() => variable.assign(tf.tensor(ours, variable.shape)));
  }
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

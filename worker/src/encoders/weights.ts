/**
 * An encoder as bytes: the 8 letters `ENGRAMW1`, the length of a JSON header (32 bits, little endian), the header
 * { encoder, shape, tensors: [{ name, shape }] }, spaces up to a multiple of 4, then all values as float32, little endian.
 */
import * as tf from '@tensorflow/tfjs';
import {
  canonicalJson,
  DomainError,
  encoderConfigSchema,
  imageSize,
  Rng,
  type ImageShape,
} from '@engram/core';
import type { Encoder } from './encoder.ts';
import { createEncoder } from './registry.ts';

const magic = 'ENGRAMW1';
const headerStart = magic.length + 4;

interface Header {
  encoder: unknown;
  shape: ImageShape;
  tensors: { name: string; shape: number[] }[];
}

/** Equal encoders give equal bytes. The projector is not among them: scores need only the encoder. */
export async function saveWeights(encoder: Encoder): Promise<Uint8Array> {
  const { height, width, channels } = encoder.shape;
  const variables = encoder.parameters.all;
  const header: Header = {
    encoder: encoder.config,
    shape: { height, width, channels },
    tensors: variables.map(({ name, variable }) => ({ name, shape: variable.shape })),
  };
  const text = new TextEncoder().encode(canonicalJson(header));
  const valuesStart = Math.ceil((headerStart + text.length) / 4) * 4;
  const count = variables.reduce((sum, { variable }) => sum + variable.size, 0);
  const bytes = new Uint8Array(valuesStart + 4 * count).fill(0x20, 0, valuesStart);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint32(magic.length, text.length, true);
  bytes.set(text, headerStart);
  let at = valuesStart;
  for (const { variable } of variables)
    for (const value of await variable.data<'float32'>()) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  return bytes;
}

const refuse = (reason: string, cause?: unknown): never => {
  throw new DomainError('INVALID_FILE', `The weights of an encoder are damaged: ${reason}. Train it again.`, {
    cause,
  });
};

function readHeader(bytes: Uint8Array, view: DataView): { header: Header; valuesStart: number } {
  if (bytes.length < headerStart || new TextDecoder().decode(bytes.subarray(0, magic.length)) !== magic)
    return refuse(`they do not begin with ${magic}`);
  const length = view.getUint32(magic.length, true);
  if (headerStart + length > bytes.length) return refuse('the header is cut off');
  try {
    const text = new TextDecoder().decode(bytes.subarray(headerStart, headerStart + length));
    return { header: JSON.parse(text) as Header, valuesStart: Math.ceil((headerStart + length) / 4) * 4 };
  } catch (error) {
    return refuse('the header is not JSON', error);
  }
}

/**
 * The encoder that `saveWeights` wrote, on the current engine; the caller disposes it.
 * @throws DomainError INVALID_FILE when the bytes are damaged
 */
export function loadWeights(bytes: Uint8Array): Encoder {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { header, valuesStart } = readHeader(bytes, view);
  const config = encoderConfigSchema.safeParse(header.encoder);
  if (!config.success || !(imageSize(header.shape ?? {}) > 0)) return refuse('the header names no encoder');
  const encoder = createEncoder(config.data, header.shape, Rng.fromSeed('weights that are replaced at once'));
  const variables = encoder.parameters.all;
  const count = variables.reduce((sum, { variable }) => sum + variable.size, 0);
  const named = header.tensors.map(({ name, shape }) => `${name}[${shape}]`).join();
  if (named !== variables.map(({ name, variable }) => `${name}[${variable.shape}]`).join()) {
    encoder.dispose();
    return refuse('they belong to another architecture');
  }
  if (bytes.length !== valuesStart + 4 * count) {
    encoder.dispose();
    return refuse(`${bytes.length} bytes where ${valuesStart + 4 * count} were written`);
  }
  let at = valuesStart;
  for (const { variable } of variables) {
    const values = new Float32Array(variable.size);
    for (let i = 0; i < values.length; i++, at += 4) values[i] = view.getFloat32(at, true);
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
  }
  return encoder;
}

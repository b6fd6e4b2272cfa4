/**
 * Tensors as bytes in the safetensors layout (github.com/huggingface/safetensors, "Format"), which PyTorch, NumPy and JAX read: the
 * length of the header (64 bits, little endian), the header in JSON, { __metadata__: { … texts }, name: { dtype, shape, data_offsets } },
 * then the values without gaps. Only float32 is written and read, in the order of bytes of this machine, which is little endian wherever
 * Node runs but on IBM Z.
 */
import { DomainError } from '@engram/core';

export interface StoredTensor {
  name: string;
  shape: readonly number[];
  /** Row-major, [product of the shape]. */
  values: Float32Array;
}

export interface TensorFile {
  metadata: Readonly<Record<string, string>>;
  tensors: StoredTensor[];
}

const lengthBytes = 8;
const metadataKey = '__metadata__';

/** Metadata, then tensors, each by name: equal contents give equal bytes. The values begin at a multiple of 8. */
export function encodeSafetensors({ metadata, tensors }: TensorFile): Uint8Array {
  const sorted = tensors.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const header: Record<string, unknown> = {
    [metadataKey]: Object.fromEntries(Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  let end = 0;
  for (const { name, shape, values } of sorted)
    header[name] = { dtype: 'F32', shape, data_offsets: [end, (end += 4 * values.length)] };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(lengthBytes + headerBytes + end).fill(0x20, 0, lengthBytes + headerBytes);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(text, lengthBytes);
  let at = lengthBytes + headerBytes;
  for (const { values } of sorted) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/** @throws DomainError INVALID_FILE saying what is wrong with the bytes */
export function decodeSafetensors(bytes: Uint8Array): TensorFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = bytes.length < lengthBytes ? Infinity : Number(view.getBigUint64(0, true));
  const start = lengthBytes + headerBytes;
  if (start > bytes.length) throw invalid('the header is cut off');
  const header = headerOf(bytes.subarray(lengthBytes, start));
  const metadata = (header[metadataKey] ?? {}) as Record<string, string>;
  const entries = Object.entries(header).filter(([name]) => name !== metadataKey);
  const end = entries.reduce((most, [, entry]) => Math.max(most, endOf(entry)), 0);
  if (start + end !== bytes.length) throw invalid(`${bytes.length} bytes where ${start + end} were written`);
  return { metadata, tensors: entries.map(([name, entry]) => tensorOf(name, entry, view, start)) };
}

export const invalid = (reason: string, cause?: unknown): DomainError =>
  new DomainError('INVALID_FILE', `The weights of an encoder are damaged: ${reason}. Train it again.`, {
    cause,
  });

function headerOf(bytes: Uint8Array): Record<string, unknown> {
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes)) as unknown;
    if (typeof header === 'object' && header !== null) return header as Record<string, unknown>;
  } catch (error) {
    throw invalid('the header is not JSON', error);
  }
  throw invalid('the header is no JSON object');
}

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isEntry(entry: unknown): entry is Entry {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Partial<Entry>;
  return (
    dtype === 'F32' &&
    Array.isArray(shape) &&
    shape.every(isCount) &&
    Array.isArray(offsets) &&
    offsets.length === 2 &&
    offsets.every(isCount) &&
    offsets[1] - offsets[0] === 4 * shape.reduce((product, length) => product * length, 1)
  );
}

const endOf = (entry: unknown): number => (isEntry(entry) ? entry.data_offsets[1] : 0);

function tensorOf(name: string, entry: unknown, view: DataView, start: number): StoredTensor {
  if (!isEntry(entry)) throw invalid(`the header does not describe the tensor '${name}' in float32`);
  const [from, to] = entry.data_offsets;
  const at = view.byteOffset + start;
  // A copy: the offset in the file need not be a multiple of 4.
  const values = new Float32Array(view.buffer.slice(at + from, at + to) as ArrayBuffer);
  return { name, shape: entry.shape, values };
}

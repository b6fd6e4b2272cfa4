/** Tensors in the safetensors layout (github.com/huggingface/safetensors, "Format"), of which only those wanted are read. */
import { DomainError } from '@engram/core';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { expandHome } from '../../files/expand-home.ts';
import { elementType, type NumberType } from '../../files/numpy/element-type.ts';
import type { NpyHeader } from '../../files/numpy/npy.ts';
import type { NpzFile } from '../../files/numpy/npz.ts';
import { unreadable } from '../../files/unreadable.ts';
import { fileArray } from './file-array.ts';

const lengthBytes = 8;
/** As the library's own limit. */
const longestHeader = 100_000_000;
const metadataKey = '__metadata__';

/** The upper half of a float32. */
const bfloat16: NumberType = {
  kind: 'number',
  size: 2,
  decode(bytes, out) {
    const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
    const word = new Uint32Array(1);
    const value = new Float32Array(word.buffer);
    for (let i = 0; i < halves.length; i++) {
      word[0] = halves[i]! << 16;
      out[i] = value[0]!;
    }
  },
};

/** Types as NumPy spells them. */
const spelled: Readonly<Record<string, string>> = {
  ...{ F64: '<f8', F32: '<f4', F16: '<f2', BOOL: '|b1' },
  ...{ I64: '<i8', I32: '<i4', I16: '<i2', I8: '|i1', U64: '<u8', U32: '<u4', U16: '<u2', U8: '|u1' },
};

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** Whether a file can be one, by its first nine bytes and its size. */
export function isSafetensors(head: Buffer, size: number): boolean {
  if (head.length <= lengthBytes || head[lengthBytes] !== 0x7b) return false;
  return head.readBigUInt64LE(0) <= BigInt(size);
}

/**
 * Opens a file and reads its header.
 * @throws DomainError INVALID_FILE with file, tensor and reason; NOT_FOUND when there is no such file
 */
export async function openSafetensors(path: string): Promise<NpzFile> {
  const file = basename(path);
  const handle = await open(expandHome(path)).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const { start, entries } = await readHeader(handle, file);
    return {
      file,
      names: [...entries.keys()],

      array: async (name) => {
        const where = `${file}, array '${name}'`;
        const entry = entries.get(name)!;
        const header = headerOf(entry, where, start);
        return fileArray(handle, { name, where, header, start: start + entry.data_offsets[0] });
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readHeader(
  handle: FileHandle,
  file: string,
): Promise<{ start: number; entries: Map<string, Entry> }> {
  const { size } = await handle.stat();
  const fail = (offset: number, reason: string): DomainError =>
    new DomainError('INVALID_FILE', `${file}, byte ${offset}: ${reason}`);
  const head = Buffer.alloc(lengthBytes);
  await handle.read(head, 0, lengthBytes, 0);
  const length = Number(head.readBigUInt64LE(0));
  const start = lengthBytes + length;
  if (length > longestHeader || start > size)
    throw fail(0, `the header should have ${length} bytes, and the file has ${size}; it is cut short.`);
  const text = Buffer.alloc(length);
  await handle.read(text, 0, length, lengthBytes);
  let header: unknown;
  try {
    header = JSON.parse(text.toString());
  } catch (error) {
    throw fail(lengthBytes, `the header is no JSON (${(error as Error).message}).`);
  }
  const entries = new Map(
    Object.entries(header as Record<string, Entry>).filter(([name]) => name !== metadataKey),
  );
  let end = 0;
  for (const [name, entry] of entries) {
    if (!isEntry(entry))
      throw fail(lengthBytes, `the header does not say type, shape and place of the tensor '${name}'.`);
    end = Math.max(end, entry.data_offsets[1]);
  }
  if (start + end !== size)
    throw fail(
      Math.min(size, start + end),
      `the tensors end at byte ${start + end}, and the file has ${size}.`,
    );
  return { start, entries };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isEntry(entry: Partial<Entry> | null): entry is Entry {
  const { dtype, shape, data_offsets: offsets } = entry ?? {};
  return (
    typeof dtype === 'string' &&
    Array.isArray(shape) &&
    shape.every(isCount) &&
    Array.isArray(offsets) &&
    offsets.length === 2 &&
    offsets.every(isCount)
  );
}

function headerOf(
  { dtype, shape, data_offsets: [from, to] }: Entry,
  where: string,
  start: number,
): NpyHeader {
  const descr = dtype === 'BF16' ? 'bfloat16' : spelled[dtype];
  const type = dtype === 'BF16' ? bfloat16 : descr === undefined ? undefined : elementType(descr);
  if (type === undefined || typeof type === 'string')
    throw new DomainError(
      'INVALID_FILE',
      `${where}: its type ${dtype.slice(0, 20)} is not read; save float32 or whole numbers.`,
    );
  const count = shape.reduce((product, length) => product * length, 1);
  if (to - from !== count * type.size)
    throw new DomainError(
      'INVALID_FILE',
      `${where}: its shape (${shape.join(', ')}) of ${dtype} needs ${count * type.size} bytes, and the header gives it ${to - from}.`,
    );
  return {
    ...{ descr: descr!, type, fortranOrder: false, shape, count },
    dataOffset: start + from,
    fileBytes: count * type.size,
  };
}

/**
 * ONNX models whose weights lie in files beside them (https://onnx.ai/onnx/repo-docs/ExternalData.html), made one file: the weights move
 * into the model, so that one hash names all of it. Field numbers are those of `onnx.proto3`.
 */
import { open } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, normalize } from 'node:path';
import { DomainError } from '@engram/core';
import { fieldsOf, lengthDelimited, type Field } from './protobuf.ts';

const inModel = { graph: 7 } as const;
const inGraph = { node: 1, initializer: 5 } as const;
const inNode = { attribute: 5 } as const;
const inAttribute = { tensor: 5, graph: 6, tensors: 10, graphs: 11 } as const;
const inTensor = { name: 8, rawData: 9, externalData: 13, dataLocation: 14 } as const;
const isExternal = 1n;

/** Protobuf's own limit, which onnxruntime keeps to. */
const largestModel = 2 ** 31 - 1;

type Parts = Uint8Array[];
const utf8 = new TextDecoder();

/** Reads a part of a file beside the model. */
type ReadPart = (
  location: string,
  offset: number,
  length: number | null,
  tensor: string,
) => Promise<Uint8Array>;

/** The message with some of its fields written anew. */
async function rewritten(
  message: Uint8Array,
  rewrite: (field: Field) => Promise<Parts | null> | null,
): Promise<Parts> {
  const parts: Parts = [];
  for (const field of fieldsOf(message)) parts.push(...((await rewrite(field)) ?? [field.raw]));
  return parts;
}

const within = async (field: Field, change: (message: Uint8Array) => Promise<Parts>): Promise<Parts> =>
  lengthDelimited(field.number, await change(field.bytes!));

async function tensor(message: Uint8Array, read: ReadPart): Promise<Parts> {
  const fields = [...fieldsOf(message)];
  if (!fields.some((field) => field.number === inTensor.dataLocation && field.varint === isExternal))
    return [message];
  const entries = new Map(
    fields.flatMap(({ number, bytes }) => {
      if (number !== inTensor.externalData || !bytes) return [];
      const texts = new Map([...fieldsOf(bytes)].map((each) => [each.number, utf8.decode(each.bytes!)]));
      return [[texts.get(1) ?? '', texts.get(2) ?? ''] as const];
    }),
  );
  const name = utf8.decode(fields.find(({ number }) => number === inTensor.name)?.bytes ?? new Uint8Array());
  const length = entries.get('length');
  const data = await read(
    entries.get('location') ?? '',
    Number(entries.get('offset') ?? 0),
    length === undefined ? null : Number(length),
    name,
  );
  const kept = fields.filter(
    ({ number }) =>
      number !== inTensor.externalData && number !== inTensor.dataLocation && number !== inTensor.rawData,
  );
  return [...kept.map(({ raw }) => raw), ...lengthDelimited(inTensor.rawData, [data])];
}

const attribute = (message: Uint8Array, read: ReadPart): Promise<Parts> =>
  rewritten(message, (field) => {
    if (field.number === inAttribute.tensor || field.number === inAttribute.tensors)
      return within(field, (inner) => tensor(inner, read));
    if (field.number === inAttribute.graph || field.number === inAttribute.graphs)
      return within(field, (inner) => graph(inner, read));
    return null;
  });

const node = (message: Uint8Array, read: ReadPart): Promise<Parts> =>
  rewritten(message, (field) =>
    field.number === inNode.attribute ? within(field, (inner) => attribute(inner, read)) : null,
  );

const graph = (message: Uint8Array, read: ReadPart): Promise<Parts> =>
  rewritten(message, (field) => {
    if (field.number === inGraph.initializer) return within(field, (inner) => tensor(inner, read));
    if (field.number === inGraph.node) return within(field, (inner) => node(inner, read));
    return null;
  });

/** Reads parts of files that lie in the model's folder or below it. */
function partsBeside(path: string): ReadPart {
  const file = basename(path);
  return async (location, offset, length, name) => {
    const fail = (reason: string, cause?: unknown): never => {
      throw new DomainError(
        'INVALID_FILE',
        `${file}: the weights '${name}' lie in the file '${location}' beside it, ${reason}. Copy all files of the model into one folder, ` +
          'or save it without external data.',
        { cause },
      );
    };
    const inside = normalize(location);
    if (location === '' || isAbsolute(inside) || inside.startsWith('..')) fail('which is outside its folder');
    const handle = await open(join(dirname(path), inside)).catch((error: unknown) =>
      fail('which is missing or cannot be read', error),
    );
    try {
      const { size } = await handle.stat();
      const wanted = length ?? size - offset;
      if (!(offset >= 0 && wanted >= 0 && offset + wanted <= size) || wanted > largestModel)
        fail(`which has ${size} bytes: those from ${offset} to ${offset + wanted} are missing`);
      const bytes = new Uint8Array(wanted);
      for (let at = 0; at < wanted;) {
        const { bytesRead } = await handle.read(bytes, at, wanted - at, offset + at);
        if (bytesRead === 0) fail('which ended while it was read');
        at += bytesRead;
      }
      return bytes;
    } finally {
      await handle.close();
    }
  };
}

/**
 * The bytes of a model with all of its weights in it; the same bytes where they were in it already.
 * @param path of the file that `model` was read from
 * @throws DomainError INVALID_FILE where the bytes are no ONNX model, or weights are missing
 */
export async function withExternalData(model: Uint8Array, path: string): Promise<Uint8Array> {
  const read = partsBeside(path);
  try {
    const parts = await rewritten(model, (field) =>
      field.number === inModel.graph ? within(field, (inner) => graph(inner, read)) : null,
    );
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    if (size > largestModel)
      throw new DomainError(
        'INVALID_FILE',
        `${basename(path)}: with its weights the model has ${size} bytes, and onnxruntime takes ${largestModel} at most. Save its weights as float16.`,
      );
    return Uint8Array.from(Buffer.concat(parts, size));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DomainError('INVALID_FILE', `${basename(path)} is no ONNX model: ${error.message}.`, {
      cause: error,
    });
  }
}

/**
 * Writes ONNX models (protobuf, IR version 8, opset 17).
 *
 * A writer of our own, since the subset in use is five messages: `onnx-proto` pins protobufjs 6 (no longer
 * maintained), and protobufjs itself is 50 times this file for the same bytes. Field numbers are those of
 * `onnx.proto3`; the engine tests load every model written here with onnxruntime, which checks them all.
 */

export type ElementType = 'float32' | 'int32' | 'int64' | 'bool';
export type AttributeValue = number | string | readonly number[] | { float: number } | { floats: number[] };

export interface OnnxNode {
  op: string;
  /** Empty for the standard operators, `com.microsoft` for those of onnxruntime. */
  domain: string;
  inputs: readonly string[];
  outputs: readonly string[];
  /** A bare number or list of numbers is an integer attribute; `{ float }` a floating one. */
  attributes: Readonly<Record<string, AttributeValue>>;
}

export interface OnnxValue {
  name: string;
  /** The engine computes without float16; models from elsewhere need not. */
  type: ElementType | 'float16';
  shape: readonly number[];
}

export interface OnnxInitializer extends OnnxValue {
  data: Float32Array | Int32Array | BigInt64Array | Uint8Array;
}

export interface OnnxGraph {
  nodes: readonly OnnxNode[];
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
  initializers: readonly OnnxInitializer[];
}

const elementCode: Record<OnnxValue['type'], number> = {
  float32: 1,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
};
const attributeCode = { float: 1, int: 2, string: 3, floats: 6, ints: 7 } as const;
const utf8 = new TextEncoder();

/** One protobuf message under construction: a list of byte chunks. */
class Message {
  private readonly chunks: Uint8Array[] = [];
  private length = 0;

  bytes(field: number, value: Uint8Array): this {
    this.tag(field, 2);
    this.varint(value.length);
    return this.push(value);
  }

  string(field: number, value: string): this {
    return this.bytes(field, utf8.encode(value));
  }

  message(field: number, value: Message): this {
    this.tag(field, 2);
    this.varint(value.length);
    for (const chunk of value.chunks) this.push(chunk);
    return this;
  }

  int(field: number, value: number): this {
    this.tag(field, 0);
    return this.varint(value);
  }

  float(field: number, value: number): this {
    this.tag(field, 5);
    return this.push(new Uint8Array(Float32Array.of(value).buffer));
  }

  finish(): Uint8Array {
    const all = new Uint8Array(this.length);
    let offset = 0;
    for (const chunk of this.chunks) {
      all.set(chunk, offset);
      offset += chunk.length;
    }
    return all;
  }

  private tag(field: number, wireType: number): void {
    this.varint(field * 8 + wireType);
  }

  /** Negative numbers become their 64-bit two's complement, as protobuf asks of int64. */
  private varint(value: number): this {
    let rest = BigInt.asUintN(64, BigInt(value));
    const bytes: number[] = [];
    while (rest > 127n) {
      bytes.push(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    bytes.push(Number(rest));
    return this.push(Uint8Array.from(bytes));
  }

  private push(chunk: Uint8Array): this {
    this.chunks.push(chunk);
    this.length += chunk.length;
    return this;
  }
}

function attribute(name: string, value: AttributeValue): Message {
  const message = new Message().string(1, name);
  if (typeof value === 'number') return message.int(3, value).int(20, attributeCode.int);
  if (typeof value === 'string') return message.string(4, value).int(20, attributeCode.string);
  if ('float' in value) return message.float(2, value.float).int(20, attributeCode.float);
  if ('floats' in value) {
    for (const item of value.floats) message.float(7, item);
    return message.int(20, attributeCode.floats);
  }
  for (const item of value) message.int(8, item);
  return message.int(20, attributeCode.ints);
}

/** How onnxruntime knows an operator of a graph. */
export const nodeName = ({ op, outputs }: Pick<OnnxNode, 'op' | 'outputs'>): string => `${op}_${outputs[0]}`;

function node({ op, domain, inputs, outputs, attributes }: OnnxNode): Message {
  const message = new Message();
  for (const input of inputs) message.string(1, input);
  for (const output of outputs) message.string(2, output);
  message.string(3, nodeName({ op, outputs })).string(4, op);
  for (const [name, value] of Object.entries(attributes)) message.message(5, attribute(name, value));
  return domain ? message.string(7, domain) : message;
}

function valueInfo({ name, type, shape }: OnnxValue): Message {
  const dimensions = new Message();
  for (const size of shape) dimensions.message(1, new Message().int(1, size));
  const tensorType = new Message().int(1, elementCode[type]).message(2, dimensions);
  return new Message().string(1, name).message(2, new Message().message(1, tensorType));
}

function initializer({ name, type, shape, data }: OnnxInitializer): Message {
  const message = new Message();
  for (const size of shape) message.int(1, size);
  return message
    .int(2, elementCode[type])
    .string(8, name)
    .bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

const opset = (domain: string, version: number) => new Message().string(1, domain).int(2, version);

/** The bytes of an ONNX file; the values of initializers are taken as little-endian. */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  const body = new Message();
  for (const item of graph.nodes) body.message(1, node(item));
  body.string(2, 'engram');
  for (const item of graph.initializers) body.message(5, initializer(item));
  for (const item of graph.inputs) body.message(11, valueInfo(item));
  for (const item of graph.outputs) body.message(12, valueInfo(item));
  return new Message()
    .int(1, 8)
    .string(2, 'engram')
    .message(7, body)
    .message(8, opset('', 17))
    .message(8, opset('com.microsoft', 1))
    .finish();
}

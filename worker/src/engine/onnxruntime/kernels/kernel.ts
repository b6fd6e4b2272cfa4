/** What a kernel is to this engine: from the nodes of its inputs to the nodes of its outputs. */
import type { DataType, NamedAttrMap } from '@tensorflow/tfjs';
import { InvariantError } from '@engram/core';
import type { ElementType } from '../onnx-model.ts';
import { apply, constant, fill, int64List, sameShape, type Node, type Shape } from '../trace.ts';

/** Inputs by the names TensorFlow.js gives them; variadic kernels name theirs '0', '1', … */
export class KernelInputs {
  constructor(private readonly nodes: ReadonlyMap<string, Node>) {}

  get(name: string): Node {
    const node = this.nodes.get(name);
    if (!node) throw new InvariantError(`a kernel misses its input '${name}'`);
    return node;
  }

  optional(name: string): Node | undefined {
    return this.nodes.get(name);
  }

  /** All inputs, in order. */
  all(): Node[] {
    return [...this.nodes.values()];
  }
}

export type Kernel = (inputs: KernelInputs, attributes: NamedAttrMap) => Node | Node[];
export type KernelTable = Readonly<Record<string, Kernel>>;

export function elementType(dtype: DataType): ElementType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new InvariantError(`the engine onnxruntime holds no tensors of type ${dtype}`);
}

const onnxTypeCode: Record<ElementType, number> = { float32: 1, int32: 6, int64: 7, bool: 9 };

export function cast(x: Node, type: ElementType): Node {
  if (x.type === type) return x;
  return apply('Cast', [x], x.shape, { to: onnxTypeCode[type] }, type);
}

export function reshape(x: Node, shape: Shape): Node {
  if (sameShape(x.shape, shape)) return x;
  const source = x.op === 'Reshape' && x.inputs[0] ? x.inputs[0] : x;
  if (sameShape(source.shape, shape)) return source;
  return apply('Reshape', [source, int64List(shape)], shape);
}

/** Broadcasts to a shape. Elementwise kernels look through it, so that most are never carried out. */
export function expand(x: Node, shape: Shape): Node {
  return sameShape(x.shape, shape) ? x : apply('Expand', [x, int64List(shape)], shape);
}

/** A tensor of one value. Elementwise kernels take it as a scalar. */
export function filled(value: number, type: ElementType, shape: Shape): Node {
  const size = shape.reduce((product, length) => product * length, 1);
  const text = Object.is(value, -0) ? '-0' : String(value);
  return constant(`fill:${text}`, type, shape, () => fill(type, size, value), value);
}

/** The one value of a constant made by `filled` or `scalar`; undefined for any other node. */
export function filledValue(node: Node): number | undefined {
  return node.constant?.value ?? undefined;
}

export function transpose(x: Node, permutation: readonly number[]): Node {
  if (permutation.every((axis, index) => axis === index)) return x;
  const shape = permutation.map((axis) => x.shape[axis] ?? 0);
  return apply('Transpose', [x], shape, { perm: permutation });
}

export function concat(parts: readonly Node[], axis: number): Node {
  const [first] = parts;
  if (!first) throw new InvariantError('concat needs a part');
  if (parts.length === 1) return first;
  const length = parts.reduce((sum, part) => sum + (part.shape[axis] ?? 0), 0);
  const shape = first.shape.map((size, index) => (index === axis ? length : size));
  return apply('Concat', parts, shape, { axis });
}

/** Takes slices along an axis; `indices` may have any shape and must be in range. */
export function gather(x: Node, indices: Node, axis: number): Node {
  const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
  return apply('Gather', [x, indices], shape, { axis });
}

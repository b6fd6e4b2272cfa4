/**
 * The lazy graph: what kernels record instead of computing.
 *
 * A `Node` is a value to be computed, a value already there (a leaf), or a constant. Nodes never change once
 * made, except that computing a node turns it into a leaf. Ids grow in order of creation, and a node only
 * takes older nodes, so sorting by id is a topological order.
 */
import { InvariantError } from '@engram/core';
import type { Tensor } from './library.ts';
import type { AttributeValue, ElementType } from './onnx-model.ts';

export type Values = Float32Array | Int32Array | BigInt64Array | Uint8Array;
export type Shape = readonly number[];

export interface Node {
  readonly id: number;
  /** An ONNX operator, one of `com.microsoft` written with that prefix, or a kind below. */
  op: string;
  readonly type: ElementType;
  readonly shape: Shape;
  inputs: readonly Node[];
  attributes: Readonly<Record<string, AttributeValue>>;
  /** Of a leaf or a small constant: its values. */
  values: Values | null;
  /** Of a leaf whose values lie in a device's memory: the tensor that stands for them. */
  onDevice: Tensor | null;
  /** Of a constant: how its values are made when a graph is compiled. */
  readonly constant: Constant | null;
  /** Of a graph that was recorded once and is one node here: what it computes. */
  readonly recording: Recording | null;
}

export interface Constant {
  /** Names its values: two constants of one key, type and shape are equal. */
  readonly key: string;
  readonly make: () => Values;
  /** The one value that all its elements have; null where they differ. */
  readonly value: number | null;
}

/** A graph that is computed again and again with other values (`recording.ts`). */
export interface Recording {
  /** What stands in for the inputs of its node, in their order. */
  readonly parameters: readonly Node[];
  /** Its outputs. */
  readonly targets: readonly Node[];
  /** Equal for two recordings exactly when they compute the same. */
  readonly key: string;
}

/** Kinds of node that are no operator. */
export const LEAF = 'leaf';
export const CONSTANT = 'constant';
/** One output of an operator that has several: attribute `index`. */
export const OUTPUT = 'output';
/** A whole graph, with an output for each of its targets. */
export const RECORDING = 'recording';

let nextId = 1;

export const sizeOf = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);
export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

const node = (given: Pick<Node, 'op' | 'type' | 'shape'> & Partial<Omit<Node, 'id'>>): Node => ({
  id: nextId++,
  inputs: [],
  attributes: {},
  values: null,
  onDevice: null,
  constant: null,
  recording: null,
  ...given,
});

/** A value already computed; `values` is kept, not copied. */
export const leaf = (values: Values, type: ElementType, shape: Shape): Node =>
  node({ op: LEAF, type, shape, values });

/** What stands in for a leaf of this type and shape. */
export const parameter = ({ type, shape }: Pick<Node, 'type' | 'shape'>): Node =>
  node({ op: LEAF, type, shape });

/**
 * A value known when the graph is compiled; `key` names it and must determine it together with type and shape.
 * @param value the one that all elements have
 */
export const constant = (
  key: string,
  type: ElementType,
  shape: Shape,
  make: () => Values,
  value: number | null = null,
): Node => node({ op: CONSTANT, type, shape, constant: { key, make, value } });

/** One operator; its type is that of its first input unless given. */
export const apply = (
  op: string,
  inputs: readonly Node[],
  shape: Shape,
  attributes: Readonly<Record<string, AttributeValue>> = {},
  type: ElementType = inputs[0]?.type ?? 'float32',
): Node => node({ op, type, shape, inputs, attributes });

/** The same operator or constant, recorded anew. */
export const withInputs = (recorded: Node, inputs: readonly Node[]): Node => {
  const { op, type, shape, attributes, constant, recording } = recorded;
  return node({ op, type, shape, inputs, attributes, constant, recording });
};

/** A recorded graph with these inputs: its outputs. */
export function play(recording: Recording, inputs: readonly Node[]): Node[] {
  const whole = node({ op: RECORDING, type: 'float32', shape: [], inputs, recording });
  return recording.targets.map(({ shape, type }, index) => apply(OUTPUT, [whole], shape, { index }, type));
}

/** The outputs of an operator that has several. */
export function applyMany(
  op: string,
  inputs: readonly Node[],
  outputs: readonly { shape: Shape; type: ElementType }[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): Node[] {
  const whole = apply(op, inputs, [], attributes);
  return outputs.map(({ shape, type }, index) => apply(OUTPUT, [whole], shape, { index }, type));
}

/** A one-element float or whole number of shape [], known when the graph is compiled. */
export function scalar(value: number, type: ElementType = 'float32'): Node {
  const key = `scalar:${Object.is(value, -0) ? '-0' : value}`;
  return constant(key, type, [], () => fill(type, 1, value), value);
}

/** A list of whole numbers, as shape and axis arguments of ONNX operators. */
export function int64List(items: readonly number[]): Node {
  return constant(`list:${items.join()}`, 'int64', [items.length], () => BigInt64Array.from(items, BigInt));
}

export function fill(type: ElementType, size: number, value: number): Values {
  switch (type) {
    case 'float32':
      return new Float32Array(size).fill(value);
    case 'int32':
      return new Int32Array(size).fill(value);
    case 'bool':
      return new Uint8Array(size).fill(value);
    case 'int64':
      return new BigInt64Array(size).fill(BigInt(value));
  }
}

/** A graph ready to be run or compiled: every node needed by `targets`, each after its inputs. */
export interface Trace {
  readonly nodes: readonly Node[];
  readonly leaves: readonly Node[];
  readonly targets: readonly Node[];
  /** Equal for two traces exactly when one session can run both. */
  readonly signature: string;
}

/** Everything that computing `targets` needs, in order, with the signature of its structure. */
export function collect(targets: readonly Node[]): Trace {
  const seen = new Set<Node>();
  const stack = [...targets];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    for (const input of node.inputs) stack.push(input);
  }
  const nodes = inOrder([...seen]);
  const numbers = new Map<Node, number>();
  const parts: string[] = [];
  for (const node of nodes) {
    numbers.set(node, numbers.size);
    parts.push(describe(node, numbers));
  }
  parts.push(targets.map((target) => numbers.get(target)).join());
  const leaves = nodes.filter(({ op }) => op === LEAF);
  return { nodes, leaves, targets, signature: parts.join(';') };
}

/**
 * Operators as they were recorded, and each value that is there already before the first operator that takes it. By their ids, the leaves of
 * a training's first steps would stand in other places from step to step, as values of different age, and every such step would be compiled.
 */
function inOrder(nodes: readonly Node[]): Node[] {
  const ordered = new Set<Node>();
  for (const node of nodes.toSorted((a, b) => a.id - b.id)) {
    if (isThere(node)) continue;
    for (const input of node.inputs) if (isThere(input)) ordered.add(input);
    ordered.add(node);
  }
  // Those that no operator takes are targets themselves.
  for (const node of nodes) ordered.add(node);
  return [...ordered];
}

const isThere = ({ op }: Node): boolean => op === LEAF || op === CONSTANT;

/** What distinguishes a node within its graph, given the numbers of its inputs. */
export function describe(node: Node, numbers: ReadonlyMap<Node, number>): string {
  let inputs = '';
  for (const input of node.inputs) {
    const number = numbers.get(input);
    if (number === undefined) throw new InvariantError(`node ${node.op} was recorded before its input`);
    inputs += `${number},`;
  }
  let attributes = '';
  for (const name in node.attributes) attributes += `${name}=${attributeText(node.attributes[name])} `;
  return `${node.op}(${inputs})${node.type}${node.shape.join('x')}${attributes}${node.constant?.key ?? node.recording?.key ?? ''}`;
}

function attributeText(value: AttributeValue | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

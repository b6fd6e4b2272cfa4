/** How elementwise operators are recorded: broadcasting, mixed types, and the values known beforehand. */
import { backend_util } from '@tensorflow/tfjs';
import type { ElementType } from '../onnx-model.ts';
import { apply, scalar, type Node, type Shape } from '../trace.ts';
import { cast, expand, filledValue } from './kernel.ts';

/** The same values in the smallest shape that broadcasts to the node's own. */
function narrow(node: Node): Node {
  const value = filledValue(node);
  if (value !== undefined) return node.shape.length === 0 ? node : scalar(value, node.type);
  if (node.op === 'Expand' && node.inputs[0]) return node.inputs[0];
  return node;
}

const broadcast = (a: Shape, b: Shape): number[] => backend_util.assertAndGetBroadcastShape([...a], [...b]);

/** Computes on the narrow forms, then widens: an operator on a broadcast value costs what the value costs. */
function record(op: string, inputs: readonly Node[], shape: Shape, type: ElementType): Node {
  const narrowed = inputs.map(narrow);
  const reached = narrowed.map((node) => node.shape).reduce(broadcast);
  return expand(apply(op, narrowed, reached, {}, type), shape);
}

export function unary(op: string, x: Node, attributes: Node['attributes'] = {}, type = x.type): Node {
  const narrowed = narrow(x);
  return expand(apply(op, [narrowed], narrowed.shape, attributes, type), x.shape);
}

/** An operator defined on floats only, taken of numbers of any type. */
export const floatUnary = (op: string, x: Node, attributes: Node['attributes'] = {}): Node =>
  unary(op, cast(x, 'float32'), attributes);

/** Types that both ONNX and onnxruntime's arithmetic know: booleans count as whole numbers. */
function matchTypes(a: Node, b: Node): [Node, Node] {
  const type = a.type === 'float32' || b.type === 'float32' ? 'float32' : 'int32';
  return [cast(a, type), cast(b, type)];
}

/** Arithmetic of two values of one shape after broadcasting; the result has the type of the operands. */
export function binary(op: string, left: Node, right: Node): Node {
  const [a, b] = matchTypes(left, right);
  const shape = broadcast(a.shape, b.shape);
  if (op === 'Mul' && filledValue(a) === 1) return expand(b, shape);
  if ((op === 'Mul' || op === 'Div') && filledValue(b) === 1) return expand(a, shape);
  return record(op, [a, b], shape, a.type);
}

export function comparison(op: string, left: Node, right: Node): Node {
  const [a, b] = matchTypes(left, right);
  return record(op, [a, b], broadcast(a.shape, b.shape), 'bool');
}

export function logical(op: string, a: Node, b: Node): Node {
  return record(op, [cast(a, 'bool'), cast(b, 'bool')], broadcast(a.shape, b.shape), 'bool');
}

/** `condition ? a : b`, elementwise. */
export function where(condition: Node, a: Node, b: Node): Node {
  const shape = broadcast(broadcast(condition.shape, a.shape), b.shape);
  const [yes, no] = a.type === b.type ? [a, b] : matchTypes(a, b);
  return record('Where', [cast(condition, 'bool'), yes, no], shape, yes.type);
}

export const add = (a: Node, b: Node): Node => binary('Add', a, b);
export const subtract = (a: Node, b: Node): Node => binary('Sub', a, b);
export const multiply = (a: Node, b: Node): Node => binary('Mul', a, b);
export const divide = (a: Node, b: Node): Node => binary('Div', a, b);

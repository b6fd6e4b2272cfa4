/** How each operator is computed for E components at once. What is in no table is computed for one after another (`stack.ts`). */
import { InvariantError } from '@engram/core';
import { concat, reshape, transpose } from '../kernels/kernel.ts';
import { apply, int64List, OUTPUT, scalar, type Node } from '../trace.ts';
import { operandOf, stackedOf, type Value } from './stacked.ts';

/**
 * The stacked node of an operator, [E, …]; null where this one cannot be stacked.
 * @param traced the operator of one component
 * @param inputs at least one of them stacked
 * @param count E
 */
export type StackRule = (traced: Node, inputs: readonly Value[], count: number) => Node | null;

const allShared = (values: readonly Value[]): boolean => values.every(({ isStacked }) => !isStacked);

/** The whole numbers of a list that is known when the graph is compiled; null of any other node. */
const listOf = (value: Value | undefined): number[] | null =>
  value?.node.constant ? Array.from(value.node.constant.make() as ArrayLike<number | bigint>, Number) : null;

const elementwise: StackRule = (traced, inputs, count) => {
  const operands = inputs.map((input) => operandOf(input, traced.shape.length));
  return apply(traced.op, operands, [count, ...traced.shape], traced.attributes, traced.type);
};

/** Bounds of Clip must be scalars. */
const ofFirst: StackRule = (traced, [x, ...rest], count) =>
  x!.isStacked && allShared(rest)
    ? apply(
        traced.op,
        [x!.node, ...rest.map(({ node }) => node)],
        [count, ...traced.shape],
        traced.attributes,
        traced.type,
      )
    : null;

const shifted = (axis: number): number => (axis < 0 ? axis : axis + 1);

/** Operators of one input with an attribute `axis`. */
const alongAxis: StackRule = (traced, [x], count) =>
  apply(
    traced.op,
    [x!.node],
    [count, ...traced.shape],
    { ...traced.attributes, axis: shifted(traced.attributes['axis'] as number) },
    traced.type,
  );

const reduction: StackRule = (traced, [x, list], count) => {
  const shape = [count, ...traced.shape];
  const { axes, ...attributes } = traced.attributes;
  if (!list) {
    const along = (axes as readonly number[]).map(shifted);
    return apply(traced.op, [x!.node], shape, { ...attributes, axes: along }, traced.type);
  }
  const along = listOf(list);
  return along && apply(traced.op, [x!.node, int64List(along.map(shifted))], shape, attributes, traced.type);
};

/** The product of each component's matrices; transposed by themselves, which onnxruntime fuses where a device can. */
const gemm: StackRule = (traced, [a, b, c], count) => {
  const { transA, transB } = traced.attributes;
  const matrix = (value: Value, isTransposed: unknown): Node => {
    const stack = value.isStacked || isTransposed === 1 ? stackedOf(value, count) : value.node;
    return isTransposed === 1 ? transpose(stack, [0, 2, 1]) : stack;
  };
  const product = apply('MatMul', [matrix(a!, transA), matrix(b!, transB)], [count, ...traced.shape]);
  return c ? apply('Add', [product, operandOf(c, 2)], product.shape) : product;
};

const matMul: StackRule = (traced, inputs, count) => {
  const operands = inputs.map((input) => operandOf(input, traced.shape.length));
  return apply(traced.op, operands, [count, ...traced.shape], traced.attributes);
};

const fusedMatMul: StackRule = (traced, inputs, count) => {
  const operands = inputs.map((input) => stackedOf(input, count));
  return operands.every(({ shape }) => shape.length === traced.shape.length + 1)
    ? apply(traced.op, operands, [count, ...traced.shape], traced.attributes)
    : null;
};

const reshaped: StackRule = (traced, [x], count) => reshape(x!.node, [count, ...traced.shape]);

const expanded: StackRule = (traced, [x], count) => {
  const shape = [count, ...traced.shape];
  return apply('Expand', [operandOf(x!, traced.shape.length), int64List(shape)], shape);
};

const transposed: StackRule = (traced, [x]) =>
  transpose(x!.node, [0, ...(traced.attributes['perm'] as readonly number[]).map(shifted)]);

const concatenated: StackRule = (traced, inputs, count) =>
  concat(
    inputs.map((input) => stackedOf(input, count)),
    shifted(traced.attributes['axis'] as number),
  );

const gathered: StackRule = (traced, [x, indices], count) => {
  const axis = traced.attributes['axis'] as number;
  const isOwn = x!.isStacked;
  if (isOwn ? indices!.isStacked : axis !== 0) return null;
  const inputs = [x!.node, indices!.node];
  return apply('Gather', inputs, [count, ...traced.shape], { axis: isOwn ? shifted(axis) : 0 });
};

const sliced: StackRule = (traced, [x, begin, end, axes, steps], count) => {
  const along = listOf(axes);
  if (!along || !allShared([begin!, end!, steps!])) return null;
  const inputs = [x!.node, begin!.node, end!.node, int64List(along.map(shifted)), steps!.node];
  return apply('Slice', inputs, [count, ...traced.shape]);
};

const padded: StackRule = (traced, [x, amounts, value], count) => {
  const list = listOf(amounts);
  if (!list || !x!.isStacked || value!.isStacked) return null;
  const half = list.length / 2;
  const all = int64List([0, ...list.slice(0, half), 0, ...list.slice(half)]);
  return apply('Pad', [x!.node, all, value!.node], [count, ...traced.shape]);
};

const tiled: StackRule = (traced, [x, times], count) => {
  const list = listOf(times);
  return list && apply('Tile', [x!.node, int64List([1, ...list])], [count, ...traced.shape]);
};

const cumulated: StackRule = (traced, [x, axis], count) => {
  const along = listOf(axis)?.[0];
  if (along === undefined) return null;
  const inputs = [x!.node, scalar(shifted(along), 'int32')];
  return apply('CumSum', inputs, [count, ...traced.shape], traced.attributes);
};

/** An operator of several outputs has no shape itself. */
const several: StackRule = (traced, inputs) =>
  allShared(inputs.slice(1)) && traced.attributes['axis'] === -1
    ? apply(
        traced.op,
        inputs.map(({ node }) => node),
        [],
        traced.attributes,
      )
    : null;

const output: StackRule = (traced, [whole], count) => {
  if (!whole) throw new InvariantError('an output of no operator');
  return apply(OUTPUT, [whole.node], [count, ...traced.shape], traced.attributes, traced.type);
};

const all = (operators: string, rule: StackRule): [string, StackRule][] =>
  operators.split(' ').map((operator) => [operator, rule]);

const unaries =
  'Abs Acos Acosh Asin Asinh Atan Atanh Cast Ceil Cos Cosh Elu Erf Exp Floor HardSigmoid Identity IsInf IsNaN ' +
  'LeakyRelu Log Neg Not Reciprocal Round Selu Sigmoid Sign Sin Sinh Softplus Sqrt Tan Tanh';
const binaries =
  'Add And Div Equal Greater GreaterOrEqual Less LessOrEqual Max Min Mod Mul Or Pow Sub Where Xor';

export const stackRules: ReadonlyMap<string, StackRule> = new Map([
  ...all(unaries, elementwise),
  ...all(binaries, elementwise),
  ...all('ArgMax ArgMin Softmax LogSoftmax', alongAxis),
  ...all('ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum', reduction),
  ['Clip', ofFirst],
  ['Concat', concatenated],
  ['CumSum', cumulated],
  ['Expand', expanded],
  ['Gather', gathered],
  ['Gemm', gemm],
  ['MatMul', matMul],
  ['Pad', padded],
  ['Reshape', reshaped],
  ['Slice', sliced],
  ['Tile', tiled],
  ['TopK', several],
  ['Transpose', transposed],
  ['com.microsoft.FusedMatMul', fusedMatMul],
  [OUTPUT, output],
]);

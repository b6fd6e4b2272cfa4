/** Reductions over axes, scans and ordering. */
import { util, type NamedAttrMap } from '@tensorflow/tfjs';
import { apply, applyMany, constant, int64List, scalar, type Node } from '../trace.ts';
import { cast, reshape, type Kernel, type KernelTable } from './kernel.ts';

interface ReductionAttributes {
  axis?: number | number[];
  /** What the kernel Max calls its axes. */
  reductionIndices?: number | number[];
  keepDims?: boolean;
}

/** Reduces `axes` of x away, or to length 1. */
export function reduce(op: string, x: Node, axes: readonly number[], keepDims: boolean): Node {
  const reducedShape = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const shape = keepDims ? reducedShape : x.shape.filter((_, axis) => !axes.includes(axis));
  if (axes.length === 0) return x;
  // Each value alone is its own sum, mean and extreme; an operator would copy them all.
  if (axes.every((axis) => x.shape[axis] === 1)) return reshape(x, shape);
  const keepdims = keepDims ? 1 : 0;
  // In opset 17 only ReduceSum takes its axes as an input.
  return op === 'ReduceSum'
    ? apply(op, [x, int64List(axes)], shape, { keepdims })
    : apply(op, [x], shape, { axes, keepdims });
}

function axesOf(x: Node, attributes: NamedAttrMap): number[] {
  const { axis, reductionIndices } = attributes as unknown as ReductionAttributes;
  return util.parseAxisParam(axis ?? reductionIndices ?? [...x.shape.keys()], [...x.shape]);
}

const reduction =
  (op: string, prepare: (x: Node) => Node = (x) => x): Kernel =>
  (inputs, attributes) => {
    const x = prepare(inputs.get('x'));
    const { keepDims } = attributes as unknown as ReductionAttributes;
    return reduce(op, x, axesOf(x, attributes), keepDims === true);
  };

/** All and Any are the least and the greatest of 0 and 1. */
const quantifier =
  (op: string): Kernel =>
  (inputs, attributes) =>
    cast([reduction(op, (x) => cast(x, 'int32'))(inputs, attributes)].flat()[0] as Node, 'bool');

const position =
  (op: string): Kernel =>
  (inputs, attributes) => {
    const x = inputs.get('x');
    const [axis = 0] = axesOf(x, attributes);
    const shape = x.shape.filter((_, index) => index !== axis);
    return cast(apply(op, [x], shape, { axis, keepdims: 0 }, 'int64'), 'int32');
  };

/** Sums of whole numbers stay whole; booleans are counted. */
const countable = (x: Node): Node => (x.type === 'bool' ? cast(x, 'int32') : x);

export const reductionKernels: KernelTable = {
  Sum: reduction('ReduceSum', countable),
  Mean: reduction('ReduceMean', (x) => cast(x, 'float32')),
  Max: reduction('ReduceMax', countable),
  Min: reduction('ReduceMin', countable),
  Prod: reduction('ReduceProd', countable),
  All: quantifier('ReduceMin'),
  Any: quantifier('ReduceMax'),
  ArgMax: position('ArgMax'),
  ArgMin: position('ArgMin'),

  Cumsum: (inputs, attributes) => {
    const { axis, exclusive, reverse } = attributes as unknown as {
      axis: number;
      exclusive: boolean;
      reverse: boolean;
    };
    const x = inputs.get('x');
    const options = { exclusive: exclusive ? 1 : 0, reverse: reverse ? 1 : 0 };
    return apply('CumSum', [x, scalar(axis, 'int32')], x.shape, options);
  },

  TopK: (inputs, attributes) => {
    const { k, sorted } = attributes as unknown as { k: number; sorted: boolean };
    const x = inputs.get('x');
    const shape = [...x.shape.slice(0, -1), k];
    const [values, indices] = applyMany(
      'TopK',
      [x, int64List([k])],
      [
        { shape, type: x.type },
        { shape, type: 'int64' },
      ],
      { axis: -1, sorted: sorted ? 1 : 0 },
    ) as [Node, Node];
    return [values, cast(indices, 'int32')];
  },

  UnsortedSegmentSum: (inputs, attributes) => {
    const { numSegments } = attributes as unknown as { numSegments: number };
    const x = inputs.get('x');
    const segmentIds = inputs.get('segmentIds');
    const rows = segmentIds.shape.reduce((product, size) => product * size, 1);
    const rest = x.shape.slice(segmentIds.shape.length);
    // Membership [S, N] times values [N, D]: sums in the order of the rows, the same every time.
    const width = rest.reduce((product, size) => product * size, 1);
    const segments = constant(`count:${numSegments}`, 'int32', [numSegments, 1], () =>
      Int32Array.from({ length: numSegments }, (_, index) => index),
    );
    const same = apply('Equal', [segments, reshape(segmentIds, [1, rows])], [numSegments, rows], {}, 'bool');
    const sums = apply(
      'MatMul',
      [cast(same, 'float32'), reshape(cast(x, 'float32'), [rows, width])],
      [numSegments, width],
    );
    return reshape(cast(sums, x.type), [numSegments, ...rest]);
  },
};

/** Kernels that move values about without computing any. */
import {
  backend_util,
  slice_util,
  util,
  type DataType,
  type NamedAttrMap,
  type TensorInfo,
} from '@tensorflow/tfjs';
import { DomainError } from '@engram/core';
import { apply, constant, int64List, scalar, sizeOf, type Node } from '../trace.ts';
import { where } from './elementwise.ts';
import {
  cast,
  concat,
  elementType,
  expand,
  filled,
  gather,
  reshape,
  transpose,
  type KernelTable,
} from './kernel.ts';

/** Takes x[begin : end : stride] along every axis. */
function slice(
  x: Node,
  begin: readonly number[],
  sizes: readonly number[],
  strides?: readonly number[],
): Node {
  const whole = sizes.every((size, axis) => size === x.shape[axis]) && !strides;
  if (whole) return x;
  if (sizeOf(sizes) === 0) return filled(0, x.type, sizes);
  const steps = strides ?? sizes.map(() => 1);
  const ends = begin.map((from, axis) => {
    const step = steps[axis] ?? 1;
    const end = from + (sizes[axis] ?? 0) * step;
    // Past the front: a negative end would count from the back.
    return end < 0 ? Number.MIN_SAFE_INTEGER : end;
  });
  const axes = [...begin.keys()];
  return apply('Slice', [x, int64List(begin), int64List(ends), int64List(axes), int64List(steps)], sizes);
}

function stridedSlice(x: Node, attributes: NamedAttrMap): Node {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } =
    attributes as unknown as Record<'begin' | 'end' | 'strides', number[]> & Record<string, number>;
  const info = slice_util.sliceInfo(
    [...x.shape],
    begin as number[],
    end as number[],
    strides as number[],
    beginMask as number,
    endMask as number,
    ellipsisMask as number,
    newAxisMask as number,
    shrinkAxisMask as number,
  );
  if (info.isIdentity) return reshape(x, info.finalShape);
  const sizes = slice_util.computeOutShape(info.begin, info.end, info.strides);
  return reshape(slice(x, info.begin, sizes, info.strides), info.finalShape);
}

function pad(x: Node, paddings: readonly [number, number][], value: number): Node {
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return x;
  const shape = x.shape.map((size, axis) => size + (paddings[axis]?.[0] ?? 0) + (paddings[axis]?.[1] ?? 0));
  const amounts = int64List([...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)]);
  return apply('Pad', [x, amounts, scalar(value, x.type)], shape);
}

function mirrorPad(x: Node, paddings: readonly [number, number][], mode: string): Node {
  // Along one axis after another, by indices: ONNX has no symmetric padding in opset 17.
  return paddings.reduce((source, [before, after], axis) => {
    if (before === 0 && after === 0) return source;
    const size = source.shape[axis] ?? 0;
    const offset = mode === 'reflect' ? 0 : 1;
    const indices = Array.from({ length: before + size + after }, (_, place) => {
      const at = place - before;
      if (at < 0) return -at - offset;
      return at < size ? at : 2 * (size - 1) - at + offset;
    });
    return gather(source, indexList(indices), axis);
  }, x);
}

const indexList = (indices: readonly number[]): Node =>
  constant(`indices:${indices.join()}`, 'int32', [indices.length], () => Int32Array.from(indices));

function reverse(x: Node, axes: readonly number[]): Node {
  if (axes.length === 0 || x.shape.length === 0) return x;
  const begin = x.shape.map((size, axis) => (axes.includes(axis) ? size - 1 : 0));
  return slice(
    x,
    begin,
    x.shape,
    x.shape.map((_, axis) => (axes.includes(axis) ? -1 : 1)),
  );
}

function split(x: Node, attributes: NamedAttrMap): Node[] {
  const { numOrSizeSplits, axis } = attributes as unknown as {
    numOrSizeSplits: number | number[];
    axis: number;
  };
  const along = util.parseAxisParam(axis, [...x.shape])[0] ?? 0;
  const ofShape = { shape: [...x.shape] } as Parameters<typeof backend_util.prepareSplitSize>[0];
  let start = 0;
  return backend_util.prepareSplitSize(ofShape, numOrSizeSplits, along).map((length) => {
    const begin = x.shape.map((_, index) => (index === along ? start : 0));
    start += length;
    return slice(
      x,
      begin,
      x.shape.map((size, index) => (index === along ? length : size)),
    );
  });
}

function unpack(x: Node, axis: number): Node[] {
  const along = axis < 0 ? axis + x.shape.length : axis;
  const rest = x.shape.filter((_, index) => index !== along);
  const parts = split(x, { numOrSizeSplits: x.shape[along] ?? 0, axis: along });
  return parts.map((part) => reshape(part, rest));
}

function gatherAlong(x: Node, indices: Node, axis: number, batchDims: number): Node {
  const along = axis < 0 ? axis + x.shape.length : axis;
  if (batchDims !== 0) {
    throw new DomainError('INVALID_ARGUMENT', "The engine 'onnxruntime' gathers with batchDims 0 only.");
  }
  return gather(x, cast(indices, 'int32'), along);
}

interface OneHotAttributes {
  depth: number;
  onValue: number;
  offValue: number;
  dtype?: DataType;
}

interface RangeAttributes {
  start: number;
  stop: number;
  step: number;
  dtype?: DataType;
}

export const shapeKernels: KernelTable = {
  BroadcastTo: (inputs, { shape }) => expand(inputs.get('x'), shape as number[]),
  Concat: (inputs, { axis }) => {
    const parts = inputs.all().filter((part) => sizeOf(part.shape) > 0);
    const [first] = inputs.all() as [Node];
    const along = util.parseAxisParam(axis as number, [...first.shape])[0] ?? 0;
    return parts.length === 0 ? first : concat(parts, along);
  },
  ExpandDims: (inputs, { dim }) => {
    const input = inputs.get('input');
    const at = (dim as number) < 0 ? (dim as number) + input.shape.length + 1 : (dim as number);
    return reshape(input, input.shape.toSpliced(at, 0, 1));
  },
  Fill: (_, { shape, value, dtype }) => {
    const type = dtype === undefined ? 'float32' : elementType(dtype as DataType);
    return filled(Number(value), type, shape as number[]);
  },
  GatherV2: (inputs, { axis, batchDims }) =>
    gatherAlong(inputs.get('x'), inputs.get('indices'), axis as number, (batchDims as number) ?? 0),
  GatherNd: (inputs) => {
    const [params, indices] = [inputs.get('params'), inputs.get('indices')];
    const depth = indices.shape.at(-1) ?? 0;
    const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(depth)];
    const wide = apply('Cast', [indices], indices.shape, { to: 7 }, 'int64');
    return apply('GatherND', [params, wide], shape);
  },
  LinSpace: (_, attributes) => {
    const { start, stop, num } = attributes as unknown as { start: number; stop: number; num: number };
    const step = num === 1 ? 0 : (stop - start) / (num - 1);
    return constant(`linspace:${start}:${stop}`, 'float32', [num], () =>
      Float32Array.from({ length: num }, (_item, index) => start + index * step),
    );
  },
  MirrorPad: (inputs, { paddings, mode }) =>
    mirrorPad(inputs.get('x'), paddings as unknown as [number, number][], mode as string),
  OneHot: (inputs, attributes) => {
    const { depth, onValue, offValue, dtype } = attributes as unknown as OneHotAttributes;
    const indices = inputs.get('indices');
    const classes = constant(`count:${depth}`, 'int32', [depth], () =>
      Int32Array.from({ length: depth }, (_, index) => index),
    );
    const shape = [...indices.shape, depth];
    const column = reshape(cast(indices, 'int32'), [...indices.shape, 1]);
    const hit = apply('Equal', [column, classes], shape, {}, 'bool');
    const type = elementType(dtype ?? 'float32');
    if (onValue === 1 && offValue === 0) return cast(hit, type);
    return cast(where(hit, scalar(onValue), scalar(offValue)), type);
  },
  Pack: (inputs, { axis }) => {
    const parts = inputs.all();
    const rank = parts[0]?.shape.length ?? 0;
    const along = (axis as number) < 0 ? (axis as number) + rank + 1 : (axis as number);
    return concat(
      parts.map((part) => reshape(part, part.shape.toSpliced(along, 0, 1))),
      along,
    );
  },
  PadV2: (inputs, { paddings, constantValue }) =>
    pad(inputs.get('x'), paddings as unknown as [number, number][], constantValue as number),
  Range: (_, attributes) => {
    const { start: from, stop: to, step: by, dtype } = attributes as unknown as RangeAttributes;
    const type = elementType(dtype ?? 'float32');
    const length = Math.max(0, Math.ceil((to - from) / by));
    const items = Float64Array.from({ length }, (_, index) => from + index * by);
    return constant(`range:${from}:${to}:${by}`, type, [length], () =>
      type === 'float32' ? Float32Array.from(items) : Int32Array.from(items),
    );
  },
  Reverse: (inputs, { dims }) => {
    const x = inputs.get('x');
    return reverse(x, util.parseAxisParam(dims as number[], [...x.shape]));
  },
  Slice: (inputs, { begin, size }) => {
    const x = inputs.get('x');
    const ofShape = { shape: [...x.shape], rank: x.shape.length } as unknown as TensorInfo;
    const [from, sizes] = slice_util.parseSliceParams(ofShape, begin as number[], size as number[]);
    return slice(x, from as number[], sizes as number[]);
  },
  SplitV: (inputs, attributes) => split(inputs.get('x'), attributes),
  StridedSlice: (inputs, attributes) => stridedSlice(inputs.get('x'), attributes),
  Tile: (inputs, { reps }) => {
    const x = inputs.get('x');
    const times = reps as number[];
    const shape = x.shape.map((size, axis) => size * (times[axis] ?? 1));
    // Repeating an axis of length 1 is broadcasting, which elementwise kernels never carry out.
    if (x.shape.every((size, axis) => size === 1 || times[axis] === 1)) return expand(x, shape);
    return apply('Tile', [x, int64List(times)], shape);
  },
  Transpose: (inputs, { perm }) => transpose(inputs.get('x'), perm as number[]),
  Unpack: (inputs, { axis }) => unpack(inputs.get('value'), axis as number),
};

/** Maximum and average pooling of NHWC images, and their gradients. */
import { backend_util, type NamedAttrMap } from '@tensorflow/tfjs';
import { apply, constant, type Node } from '../trace.ts';
import { divide, multiply } from './elementwise.ts';
import { cast, reshape, type KernelTable } from './kernel.ts';
import { scatterWindows, windows, type Geometry } from './patches.ts';
import { reduce } from './reduction.ts';

interface PoolingAttributes {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

function poolOf(shape: readonly number[], attributes: NamedAttrMap) {
  const { filterSize, strides, pad, dimRoundingMode } = attributes as unknown as PoolingAttributes;
  const [images = 0, height = 0, width = 0, channels = 0] = shape;
  const g = backend_util.computePool2DInfo(
    [images, height, width, channels],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  return { g, images, channels, positions: g.outHeight * g.outWidth, taps: g.filterHeight * g.filterWidth };
}

/** How many pixels of the image each window covers: [1, L, 1]. */
function coverage(g: Geometry): Node {
  const counts: number[] = [];
  const inside = (start: number, taps: number, dilation: number, size: number) =>
    Array.from({ length: taps }, (_, tap) => start + tap * dilation).filter((at) => at >= 0 && at < size)
      .length;
  for (let y = 0; y < g.outHeight; y += 1) {
    for (let x = 0; x < g.outWidth; x += 1) {
      const rows = inside(y * g.strideHeight - g.padInfo.top, g.filterHeight, g.dilationHeight, g.inHeight);
      const columns = inside(x * g.strideWidth - g.padInfo.left, g.filterWidth, g.dilationWidth, g.inWidth);
      counts.push(rows * columns);
    }
  }
  return constant(`coverage:${counts.join()}`, 'float32', [1, counts.length, 1], () =>
    Float32Array.from(counts),
  );
}

function maxPool(x: Node, attributes: NamedAttrMap): Node {
  const { g, images, channels } = poolOf(x.shape, attributes);
  const covered = windows(x, g, -Infinity); // [N, L, T, C]
  return reshape(reduce('ReduceMax', covered, [2], false), [images, g.outHeight, g.outWidth, channels]);
}

/** dy goes to the first pixel of the window that holds its maximum. */
function maxPoolGradient(dy: Node, x: Node, attributes: NamedAttrMap): Node {
  const { g, images, channels, positions, taps } = poolOf(x.shape, attributes);
  const covered = windows(x, g, -Infinity); // [N, L, T, C]
  const winner = apply(
    'ArgMax',
    [covered],
    [images, positions, 1, channels],
    { axis: 2, keepdims: 1 },
    'int64',
  );
  const order = constant(`column:${taps}`, 'int32', [1, 1, taps, 1], () =>
    Int32Array.from(Array(taps).keys()),
  );
  const wins = cast(apply('Equal', [cast(winner, 'int32'), order], covered.shape, {}, 'bool'), 'float32');
  const sent = multiply(wins, reshape(dy, [images, positions, 1, channels])); // [N, L, T, C]
  // Every tap of every window is a row of its own; pixel p takes row (window, tap) for the taps upon it.
  const perTap = reshape(sent, [images, positions * taps, channels]);
  const pixels = scatterWindows(
    perTap,
    g,
    (gathered) => reduce('ReduceSum', gathered, [2], false),
    channels,
    taps,
  );
  return reshape(pixels, x.shape);
}

function averagePool(x: Node, attributes: NamedAttrMap): Node {
  const { g, images, channels } = poolOf(x.shape, attributes);
  const sums = reduce('ReduceSum', windows(x, g), [2], false); // [N, L, C]
  return reshape(divide(sums, coverage(g)), [images, g.outHeight, g.outWidth, channels]);
}

function averagePoolGradient(dy: Node, x: Node, attributes: NamedAttrMap): Node {
  const { g, images, channels, positions } = poolOf(x.shape, attributes);
  const shares = divide(reshape(dy, [images, positions, channels]), coverage(g));
  const pixels = scatterWindows(shares, g, (gathered) => reduce('ReduceSum', gathered, [2], false), channels);
  return reshape(pixels, x.shape);
}

export const poolingKernels: KernelTable = {
  MaxPool: (inputs, attributes) => maxPool(inputs.get('x'), attributes),
  MaxPoolGrad: (inputs, attributes) => maxPoolGradient(inputs.get('dy'), inputs.get('input'), attributes),
  AvgPool: (inputs, attributes) => averagePool(inputs.get('x'), attributes),
  AvgPoolGrad: (inputs, attributes) => averagePoolGradient(inputs.get('dy'), inputs.get('input'), attributes),
};

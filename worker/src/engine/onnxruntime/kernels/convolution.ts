/**
 * Convolutions of NHWC images and their gradients, as products of window matrices.
 *
 * Letters: N images, L output positions, T taps of the filter, C channels in, O channels out.
 */
import { backend_util, type NamedAttrMap } from '@tensorflow/tfjs';
import { DomainError } from '@engram/core';
import { constant, type Node } from '../trace.ts';
import { add, multiply } from './elementwise.ts';
import { gather, reshape, transpose, type KernelTable } from './kernel.ts';
import { activate, gemm } from './matmul.ts';

import { isPointwise, scatterWindows, windows, type Geometry } from './patches.ts';
import { reduce } from './reduction.ts';
import { splitColumnScale, thinWeightGradient } from './thin-product.ts';

interface ConvolutionAttributes {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  dataFormat?: 'NHWC' | 'NCHW';
  dilations?: number | [number, number];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

function geometryOf(
  imageShape: readonly number[],
  filterShape: readonly number[],
  attributes: NamedAttrMap,
  depthwise = false,
): Geometry {
  const options = attributes as unknown as ConvolutionAttributes;
  if (options.dataFormat === 'NCHW') {
    throw new DomainError(
      'INVALID_ARGUMENT',
      "The engine 'onnxruntime' convolves NHWC images only, got NCHW; transpose the images first.",
    );
  }
  return backend_util.computeConv2DInfo(
    imageShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    options.strides,
    options.dilations ?? 1,
    options.pad,
    options.dimRoundingMode,
    depthwise,
  );
}

/** Windows as a matrix [N L, T C]. */
function windowMatrix(x: Node, g: Geometry): Node {
  const [images = 0, , , channels = 0] = x.shape;
  const rows = images * g.outHeight * g.outWidth;
  const width = g.filterHeight * g.filterWidth * channels;
  return reshape(isPointwise(g) ? x : windows(x, g), [rows, width]);
}

function convolve(x: Node, filter: Node, attributes: NamedAttrMap): Node {
  const g = geometryOf(x.shape, filter.shape, attributes);
  const channelsOut = filter.shape[3] ?? 0;
  const weights = reshape(filter, [filter.shape.slice(0, 3).reduce((a, b) => a * b, 1), channelsOut]);
  const product = gemm(windowMatrix(x, g), weights, false, false); // [N L, O]
  return reshape(product, [x.shape[0] ?? 0, g.outHeight, g.outWidth, channelsOut]);
}

/** dFilter = windowsᵀ dy, the windows shared with the forward pass. */
function filterGradient(x: Node, dy: Node, filterShape: readonly number[], attributes: NamedAttrMap): Node {
  const g = geometryOf(x.shape, filterShape, attributes);
  const matrix = windowMatrix(x, g);
  const known = thinWeightGradient(dy, matrix);
  if (known) return reshape(known, filterShape);
  const { rows, scale } = splitColumnScale(reshape(dy, [matrix.shape[0] ?? 0, filterShape[3] ?? 0]));
  const product = gemm(matrix, rows, true, false);
  return reshape(scale ? multiply(product, scale) : product, filterShape);
}

/** dx, pixel by pixel: the dy of the windows that cover the pixel, times the filter taps lying on it. */
function inputGradient(
  dy: Node,
  filter: Node,
  inputShape: readonly number[],
  attributes: NamedAttrMap,
): Node {
  const g = geometryOf(inputShape, filter.shape, attributes);
  const [height = 0, width = 0, channelsIn = 0, channelsOut = 0] = filter.shape;
  const images = inputShape[0] ?? 0;
  const { rows: dyRows, scale } = splitColumnScale(
    reshape(dy, [images * g.outHeight * g.outWidth, channelsOut]),
  );
  const perWindow = reshape(dyRows, [images, g.outHeight * g.outWidth, channelsOut]);
  const scaled = scale ? multiply(filter, scale) : filter;
  const taps = transpose(reshape(scaled, [height * width, channelsIn, channelsOut]), [0, 2, 1]); // [T, O, C]
  const pixels = scatterWindows(
    perWindow,
    g,
    (gathered, phase) => {
      const rows = images * phase.pixels.length;
      const depth = phase.taps.length * channelsOut;
      const list = Int32Array.from(phase.taps);
      const chosen = constant(`taps:${phase.taps.join()}`, 'int32', [list.length], () => list);
      const weights = reshape(gather(taps, chosen, 0), [depth, channelsIn]);
      const product = gemm(reshape(gathered, [rows, depth]), weights, false, false);
      return reshape(product, [images, phase.pixels.length, channelsIn]);
    },
    channelsIn,
  );
  return reshape(pixels, inputShape);
}

/** Each channel by filters of its own: y[…, c m] = Σ_t window[t, c] filter[t, c, m]. */
function convolveDepthwise(x: Node, filter: Node, attributes: NamedAttrMap): Node {
  const g = geometryOf(x.shape, filter.shape, attributes, true);
  const [height = 0, width = 0, channels = 0, multiplier = 0] = filter.shape;
  const images = x.shape[0] ?? 0;
  const rows = images * g.outHeight * g.outWidth;
  const covered = reshape(windows(x, g), [rows, height * width, channels, 1]);
  const products = multiply(covered, reshape(filter, [1, height * width, channels, multiplier]));
  const sums = reduce('ReduceSum', products, [1], false); // [N L, C, M]
  return reshape(sums, [images, g.outHeight, g.outWidth, channels * multiplier]);
}

function depthwiseFilterGradient(
  x: Node,
  dy: Node,
  filterShape: readonly number[],
  attributes: NamedAttrMap,
): Node {
  const g = geometryOf(x.shape, filterShape, attributes, true);
  const [height = 0, width = 0, channels = 0, multiplier = 0] = filterShape;
  const rows = (x.shape[0] ?? 0) * g.outHeight * g.outWidth;
  const covered = reshape(windows(x, g), [rows, height * width, channels, 1]);
  const products = multiply(covered, reshape(dy, [rows, 1, channels, multiplier]));
  return reshape(reduce('ReduceSum', products, [0], false), filterShape);
}

function depthwiseInputGradient(
  dy: Node,
  filter: Node,
  inputShape: readonly number[],
  attributes: NamedAttrMap,
): Node {
  const g = geometryOf(inputShape, filter.shape, attributes, true);
  const [height = 0, width = 0, channels = 0, multiplier = 0] = filter.shape;
  const images = inputShape[0] ?? 0;
  const perWindow = reshape(dy, [images, g.outHeight * g.outWidth, channels * multiplier]);
  const taps = reshape(filter, [height * width, channels * multiplier]);
  const pixels = scatterWindows(
    perWindow,
    g,
    (gathered, phase) => {
      const list = Int32Array.from(phase.taps);
      const chosen = constant(`taps:${phase.taps.join()}`, 'int32', [list.length], () => list);
      const products = multiply(gathered, gather(taps, chosen, 0));
      const sums = reduce('ReduceSum', products, [2], false);
      if (multiplier === 1) return sums;
      const split = reshape(sums, [images, phase.pixels.length, channels, multiplier]);
      return reduce('ReduceSum', split, [3], false);
    },
    channels,
  );
  return reshape(pixels, inputShape);
}

export const convolutionKernels: KernelTable = {
  Conv2D: (inputs, attributes) => convolve(inputs.get('x'), inputs.get('filter'), attributes),
  Conv2DBackpropFilter: (inputs, attributes) =>
    filterGradient(inputs.get('x'), inputs.get('dy'), attributes['filterShape'] as number[], attributes),
  Conv2DBackpropInput: (inputs, attributes) =>
    inputGradient(inputs.get('dy'), inputs.get('filter'), attributes['inputShape'] as number[], attributes),
  FusedConv2D: (inputs, attributes) => {
    const y = convolve(inputs.get('x'), inputs.get('filter'), attributes);
    const bias = inputs.optional('bias');
    return activate(bias ? add(y, bias) : y, inputs, attributes);
  },
  DepthwiseConv2dNative: (inputs, attributes) =>
    convolveDepthwise(inputs.get('x'), inputs.get('filter'), attributes),
  DepthwiseConv2dNativeBackpropFilter: (inputs, attributes) =>
    depthwiseFilterGradient(
      inputs.get('x'),
      inputs.get('dy'),
      attributes['filterShape'] as number[],
      attributes,
    ),
  DepthwiseConv2dNativeBackpropInput: (inputs, attributes) =>
    depthwiseInputGradient(
      inputs.get('dy'),
      inputs.get('filter'),
      attributes['inputShape'] as number[],
      attributes,
    ),
};

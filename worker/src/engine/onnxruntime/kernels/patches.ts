/**
 * Windows of an image as rows of a matrix, by one Gather with indices known when the graph is compiled.
 *
 * Slice and Concat, or the transposes that ONNX's own Conv needs, take several times as long as this copy.
 * Notation: images [N, H, W, C]; window positions L = H' W'; taps T = window height × window width.
 */
import type { backend_util } from '@tensorflow/tfjs';
import { constant, sizeOf, type Node } from '../trace.ts';
import { concat, filled, gather, reshape, transpose } from './kernel.ts';

/** The part of TensorFlow.js's Conv2DInfo (and pooling info) that says which pixels a window covers. */
export type Geometry = Pick<
  backend_util.Conv2DInfo,
  | 'inHeight'
  | 'inWidth'
  | 'outHeight'
  | 'outWidth'
  | 'strideHeight'
  | 'strideWidth'
  | 'dilationHeight'
  | 'dilationWidth'
  | 'filterHeight'
  | 'filterWidth'
  | 'padInfo'
>;

export interface Tap {
  row: number;
  column: number;
}

const tapsOf = ({ filterHeight, filterWidth }: Geometry): Tap[] =>
  Array.from({ length: filterHeight * filterWidth }, (_, index) => ({
    row: Math.floor(index / filterWidth),
    column: index % filterWidth,
  }));

/** The pixel under a tap of a window, or H W where that lies in the padding. */
function pixelUnder(g: Geometry, y: number, x: number, tap: Tap): number {
  const row = y * g.strideHeight - g.padInfo.top + tap.row * g.dilationHeight;
  const column = x * g.strideWidth - g.padInfo.left + tap.column * g.dilationWidth;
  const inside = row >= 0 && row < g.inHeight && column >= 0 && column < g.inWidth;
  return inside ? row * g.inWidth + column : g.inHeight * g.inWidth;
}

/** Whether the windows are the pixels themselves, in order. */
export const isPointwise = (g: Geometry): boolean =>
  g.filterHeight * g.filterWidth === 1 &&
  g.strideHeight * g.strideWidth === 1 &&
  g.inHeight === g.outHeight &&
  g.inWidth === g.outWidth;

function geometryKey(g: Geometry): string {
  const { top, left } = g.padInfo;
  return [
    `${g.inHeight}x${g.inWidth}:${g.outHeight}x${g.outWidth}:${g.filterHeight}x${g.filterWidth}`,
    `${g.strideHeight}x${g.strideWidth}:${g.dilationHeight}x${g.dilationWidth}:${top}x${left}`,
  ].join(':');
}

/** Remembers what depends on a geometry alone: a step asks for it anew, and there are few geometries. */
function perGeometry<T>(make: (g: Geometry) => T): (g: Geometry) => T {
  const known = new Map<string, T>();
  return (g) => {
    const key = geometryKey(g);
    const value = known.get(key) ?? make(g);
    known.set(key, value);
    return value;
  };
}

/** Adds one row after the pixels [N, H W, C] that stands for the padding. */
function withPaddingRow(pixels: Node, value: number): Node {
  const [images = 0, , channels = 0] = pixels.shape;
  return concat([pixels, filled(value, pixels.type, [images, 1, channels])], 1);
}

/** Up to so many channels, copying pixel by pixel costs more than two transposes. */
const fewChannels = 4;

/** Takes pixels [N, P, C] by number: [N, ...indices, C]. */
function gatherPixels(pixels: Node, indices: Node): Node {
  const [, , channels = 0] = pixels.shape;
  if (channels > fewChannels) return gather(pixels, indices, 1);
  const imagesLast = gather(transpose(pixels, [1, 0, 2]), reshape(indices, [sizeOf(indices.shape)]), 0);
  const [images = 0] = pixels.shape;
  return reshape(transpose(imagesLast, [1, 0, 2]), [images, ...indices.shape, channels]);
}

const made = new WeakMap<Node, Map<string, Node>>();

/**
 * The windows of x: [N, L, T, C], with `padding` for what lies outside. Asked twice for the same windows, as
 * the forward pass and the gradient of a filter do, it returns the same node.
 */
export function windows(x: Node, g: Geometry, padding = 0): Node {
  const source = x.op === 'Reshape' && x.inputs[0] ? x.inputs[0] : x;
  const known = made.get(source) ?? new Map<string, Node>();
  made.set(source, known);
  const key = `${x.shape.join('x')}:${geometryKey(g)}:${padding}`;
  const node = known.get(key) ?? makeWindows(x, g, padding);
  known.set(key, node);
  return node;
}

function makeWindows(x: Node, g: Geometry, padding: number): Node {
  const [images = 0, , , channels = 0] = x.shape;
  const positions = g.outHeight * g.outWidth;
  const taps = g.filterHeight * g.filterWidth;
  const pixels = reshape(x, [images, g.inHeight * g.inWidth, channels]);
  const { indices, padded } = windowIndices(g);
  const list = constant(`windows:${geometryKey(g)}`, 'int32', [positions, taps], () => indices);
  return gatherPixels(padded ? withPaddingRow(pixels, padding) : pixels, list);
}

const windowIndices = perGeometry((g) => {
  const taps = tapsOf(g);
  const indices = new Int32Array(g.outHeight * g.outWidth * taps.length);
  let next = 0;
  for (let y = 0; y < g.outHeight; y += 1) {
    for (let x = 0; x < g.outWidth; x += 1) {
      for (const tap of taps) indices[next++] = pixelUnder(g, y, x, tap);
    }
  }
  return { indices, padded: indices.includes(g.inHeight * g.inWidth) };
});

/** Input pixels that the same taps reach, as those of one residue modulo the stride are. */
export interface Phase {
  /** Indices into the H W input pixels. */
  pixels: number[];
  taps: number[];
  /** For each pixel and tap, the window whose tap lies there; L where there is none. */
  windows: number[];
}

/** Splits the input pixels by the taps that reach them. */
const phasesOf = perGeometry((g): Phase[] => {
  const { inHeight, inWidth, outHeight, outWidth } = g;
  const pixelCount = inHeight * inWidth;
  const taps = tapsOf(g);
  const reached = Array.from({ length: pixelCount }, () => new Map<number, number>());
  for (let y = 0; y < outHeight; y += 1) {
    for (let x = 0; x < outWidth; x += 1) {
      taps.forEach((tap, index) => {
        const pixel = pixelUnder(g, y, x, tap);
        if (pixel < pixelCount) reached[pixel]?.set(index, y * outWidth + x);
      });
    }
  }
  const phases = new Map<string, { pixels: number[]; taps: Set<number> }>();
  reached.forEach((windowOfTap, pixel) => {
    const row = (Math.floor(pixel / inWidth) + g.padInfo.top) % g.strideHeight;
    const column = ((pixel % inWidth) + g.padInfo.left) % g.strideWidth;
    const phase = phases.get(`${row},${column}`) ?? { pixels: [], taps: new Set() };
    phases.set(`${row},${column}`, phase);
    phase.pixels.push(pixel);
    for (const tap of windowOfTap.keys()) phase.taps.add(tap);
  });
  return [...phases.values()].map((phase) => {
    const sorted = [...phase.taps].sort((a, b) => a - b);
    return {
      pixels: phase.pixels,
      taps: sorted,
      windows: phase.pixels.flatMap((pixel) =>
        sorted.map((tap) => reached[pixel]?.get(tap) ?? outHeight * outWidth),
      ),
    };
  });
});

/**
 * Sums what every window sends to a pixel: the adjoint of `windows`.
 *
 * `perWindow` is [N, L, D]; `combine` takes the rows gathered for one phase [N, pixels, taps, D] with its
 * taps and returns [N, pixels, C]. Returns [N, H W, C]. With `rowsPerWindow` T, `perWindow` is [N, L T, D] and
 * holds a row for each tap of each window.
 */
export function scatterWindows(
  perWindow: Node,
  g: Geometry,
  combine: (gathered: Node, phase: Phase) => Node,
  channels: number,
  rowsPerWindow = 1,
): Node {
  const images = perWindow.shape[0] ?? 0;
  const pixelCount = g.inHeight * g.inWidth;
  const phases = phasesOf(g);
  const padded = withPaddingRow(perWindow, 0);
  const parts = phases.map((phase, index) => {
    const { pixels, taps } = phase;
    if (taps.length === 0) return filled(0, 'float32', [images, pixels.length, channels]);
    const rows = rowsOf(phase, g, rowsPerWindow);
    const [, given = 0, depth = 0] = perWindow.shape;
    if (isIdentity(rows, given)) {
      return combine(reshape(perWindow, [images, pixels.length, taps.length, depth]), phase);
    }
    const key = `phase:${geometryKey(g)}:${index}:${rowsPerWindow}`;
    const indices = constant(key, 'int32', [pixels.length, taps.length], () => rows);
    return combine(gather(padded, indices, 1), phase);
  });
  const joined = concat(parts, 1);
  const order = new Int32Array(pixelCount);
  phases.flatMap(({ pixels }) => pixels).forEach((pixel, place) => (order[pixel] = place));
  if (order.every((place, pixel) => place === pixel)) return joined;
  return gather(
    joined,
    constant(`order:${geometryKey(g)}`, 'int32', [pixelCount], () => order),
    1,
  );
}

const isIdentity = (rows: Int32Array, count: number): boolean =>
  rows.length === count && rows.every((row, index) => row === index);

/** The row that each pixel takes for each of its taps; past the last row where no window reaches. */
function rowsOf({ taps, windows: reached }: Phase, g: Geometry, rowsPerWindow: number): Int32Array {
  const positions = g.outHeight * g.outWidth;
  return Int32Array.from(reached, (window, index) => {
    if (window === positions) return positions * rowsPerWindow;
    return rowsPerWindow === 1 ? window : window * rowsPerWindow + (taps[index % taps.length] ?? 0);
  });
}

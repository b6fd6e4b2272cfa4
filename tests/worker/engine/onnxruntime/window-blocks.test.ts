import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../../worker/src/engine/onnxruntime/compile.ts';
import { convolutionKernels } from '../../../../worker/src/engine/onnxruntime/kernels/convolution.ts';
import { KernelInputs, gather, reshape } from '../../../../worker/src/engine/onnxruntime/kernels/kernel.ts';
import { gemm } from '../../../../worker/src/engine/onnxruntime/kernels/matmul.ts';
import { targets } from '../../../../worker/src/engine/onnxruntime/target.ts';
import { collect, leaf, sizeOf, type Node } from '../../../../worker/src/engine/onnxruntime/trace.ts';
import { blockWindows } from '../../../../worker/src/engine/onnxruntime/window-blocks.ts';
import { expectSameOnEveryEngine } from '../compare-engines.ts';

// The gradient of a filter sums up 52,528 products: of 837 in float32 SwiftShader's sum is .007 off. A block left out would show in
// the second digit.
const tolerance = 4e-5;

describe('convolutions whose windows are computed in blocks agree with the engine cpu', () => {
  // The last block is smaller than the others. With many channels out it is the gradient of the images that has large windows.
  it.each([
    { size: 28, filter: 3, stride: 1, pad: 'same', channels: [12, 2] },
    { size: 29, filter: 5, stride: 2, pad: 'valid', channels: [16, 2] },
    { size: 28, filter: 3, stride: 1, pad: 'same', channels: [2, 12] },
  ] as const)(
    '67 images of $size², filter $filter², stride $stride, $pad, channels $channels',
    async (options) => {
      const { size, filter, stride, pad, channels } = options;
      await expectSameOnEveryEngine(({ uniform }) => {
        const x = uniform([67, size, size, channels[0]]);
        const convolve = (image: tf.Tensor, weights: tf.Tensor) =>
          tf.conv2d(image as tf.Tensor4D, weights as tf.Tensor4D, stride, pad);
        const w = uniform([filter, filter, ...channels]);
        const y = convolve(x, w);
        return [y, ...tf.grads(convolve)([x, w], uniform(y.shape))];
      }, tolerance);
    },
  );
});

const zeros = (...shape: number[]): Node => leaf(new Float32Array(sizeOf(shape)), 'float32', shape);
const convolution = { strides: 1, pad: 'same' };

/** A convolution of so many images [28, 28, 12] by a filter [3, 3, 12, 12], and the gradient of its filter. */
function convolve(images: number): { y: Node; gradient: Node; windowBytes: number } {
  const x = zeros(images, 28, 28, 12);
  const kernel = (name: string, other: string, value: Node, attributes = {}): Node =>
    [
      convolutionKernels[name]!(
        new KernelInputs(
          new Map([
            ['x', x],
            [other, value],
          ]),
        ),
        { ...convolution, ...attributes },
      ),
    ].flat()[0]!;
  const filterShape = [3, 3, 12, 12];
  return {
    y: kernel('Conv2D', 'filter', zeros(...filterShape)),
    gradient: kernel('Conv2DBackpropFilter', 'dy', zeros(images, 28, 28, 12), { filterShape }),
    windowBytes: 4 * images * 28 * 28 * 9 * 12,
  };
}

const after = (outputs: readonly Node[]): readonly Node[] => collect(blockWindows(collect(outputs))).nodes;
const gathersOf = (nodes: readonly Node[]): Node[] => nodes.filter(({ op }) => op === 'Gather');
const bytesOf = ({ shape }: Node): number => 4 * sizeOf(shape);

it('no more than 2 MiB of windows are gathered at once, and each block anew for the gradient of the filter', () => {
  const { y, gradient, windowBytes } = convolve(67);
  const gathers = gathersOf(after([y, gradient]));
  expect(Math.max(...gathers.map(bytesOf))).toBeLessThanOrEqual(2 * 2 ** 20);
  expect(gathers.reduce((sum, node) => sum + bytesOf(node), 0)).toBe(2 * windowBytes);
  // By one list, onnxruntime would join them.
  const lists = new Set(gathers.map(({ inputs }) => inputs[1]));
  expect(lists.size).toBe(2);
});

it('there are at most 32 blocks, however large the windows', () => {
  expect(gathersOf(after([convolve(1_000).y]))).toHaveLength(32);
});

it('small windows stay whole', () => {
  const { y, gradient, windowBytes } = convolve(49);
  expect(windowBytes).toBeLessThan(16 * 2 ** 20);
  expect(gathersOf(after([y, gradient]))).toHaveLength(1);
});

it('windows stay whole that something else takes, too, or that are chosen by values', () => {
  const { y, gradient } = convolve(67);
  const [windows] = gathersOf(collect([y]).nodes);
  expect(gathersOf(after([y, gradient, windows!]))).toHaveLength(1);

  const chosen = gather(zeros(67, 785, 12), leaf(new Int32Array(784 * 9), 'int32', [784, 9]), 1);
  const product = gemm(reshape(chosen, [67 * 784, 108]), zeros(108, 12), false, false);
  expect(gathersOf(after([product]))).toEqual([chosen]);
});

it('the processor computes in blocks, and devices with memory of their own do not', () => {
  const gathers = (provider: keyof typeof targets): number =>
    compile(collect([convolve(67).y]), targets[provider].rewrites).graph.nodes.filter(
      ({ op }) => op === 'Gather',
    ).length;
  expect(gathers('cpu')).toBeGreaterThan(8);
  expect(gathers('webgpu')).toBe(1);
  expect(gathers('cuda')).toBe(1);
});

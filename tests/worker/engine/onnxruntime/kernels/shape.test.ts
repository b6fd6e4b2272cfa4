import * as tf from '@tensorflow/tfjs';
import { describe, it } from 'vitest';
import { expectSameOnEveryEngine } from '../../compare-engines.ts';

type Move = (x: tf.Tensor) => tf.Tensor;

/** On x of shape [4, 3, 6], each with its gradient. */
const moves: [string, Move][] = [
  ['reshape', (x) => x.reshape([6, 12])],
  ['reshape of a reshape', (x) => x.reshape([6, 12]).add(1).reshape([2, -1])],
  ['transpose', (x) => x.transpose([2, 0, 1])],
  ['expandDims', (x) => x.expandDims(1)],
  ['squeeze', (x) => x.expandDims(0).squeeze()],
  ['slice', (x) => x.slice([1, 0, 2], [2, 3, 3])],
  ['stridedSlice', (x) => tf.stridedSlice(x, [0, 2, 5], [4, 0, 0], [2, -1, -2])],
  [
    'pad',
    (x) =>
      x.pad(
        [
          [1, 0],
          [0, 2],
          [1, 1],
        ],
        3,
      ),
  ],
  [
    'mirrorPad',
    (x) =>
      tf.mirrorPad(
        x,
        [
          [1, 1],
          [0, 1],
          [2, 0],
        ],
        'reflect',
      ),
  ],
  [
    'symmetric mirrorPad',
    (x) =>
      tf.mirrorPad(
        x,
        [
          [1, 1],
          [0, 1],
          [2, 0],
        ],
        'symmetric',
      ),
  ],
  ['tile', (x) => x.tile([2, 1, 3])],
  ['broadcastTo', (x) => x.sum(1, true).broadcastTo([4, 5, 6])],
  ['reverse', (x) => x.reverse([0, 2])],
  ['concat', (x) => tf.concat([x, x.mul(2), x.slice(0, 1)], 0)],
  ['concat on the last axis', (x) => tf.concat([x, x.neg()], -1)],
  ['stack', (x) => tf.stack([x, x.add(1)], 1)],
  ['unstack', (x) => tf.unstack(x, 1)[2] as tf.Tensor],
  ['split', (x) => tf.split(x, [1, 2, 3], 2)[1] as tf.Tensor],
  ['gather', (x) => tf.gather(x, tf.tensor1d([2, 0, 2], 'int32'), 1)],
  [
    'gather of a table',
    (x) =>
      tf.gather(
        x,
        tf.tensor2d(
          [
            [1, 3],
            [0, 0],
          ],
          [2, 2],
          'int32',
        ),
      ),
  ],
];
const withoutGradient = new Set(['mirrorPad', 'symmetric mirrorPad', 'stridedSlice']);

describe('the engine onnxruntime agrees with the engine cpu', () => {
  it.each(moves)('on %s', async (name, move) => {
    await expectSameOnEveryEngine(({ uniform }) => {
      const x = uniform([4, 3, 6]);
      const y = move(x);
      return withoutGradient.has(name) ? y : [y, tf.grad(move)(x, uniform(y.shape))];
    });
  });

  it('on tensors made of numbers alone', async () => {
    await expectSameOnEveryEngine(() => [
      tf.fill([2, 3], 1.5),
      tf.zeros([2], 'int32'),
      tf.ones([3], 'bool'),
      tf.range(1, 10, 2.5),
      tf.range(5, 0, -2, 'int32'),
      tf.eye(3),
      tf.linspace(0, 1, 5),
    ]);
  });

  it('on one-hot rows', async () => {
    await expectSameOnEveryEngine(({ integers }) => [
      tf.oneHot(integers([5], 0, 4), 4),
      tf.oneHot(integers([2, 3], 0, 4), 4, 7, -1),
    ]);
  });

  it('on gatherND', async () => {
    await expectSameOnEveryEngine(({ uniform }) =>
      tf.gatherND(
        uniform([4, 3, 2]),
        tf.tensor2d(
          [
            [1, 2],
            [3, 0],
          ],
          [2, 2],
          'int32',
        ),
      ),
    );
  });

  it('on empty tensors', async () => {
    await expectSameOnEveryEngine(({ uniform }) => {
      const x = uniform([3, 2]);
      return [tf.concat([x, tf.zeros([0, 2])]), x.slice([1, 0], [0, 2]), tf.zeros([0, 2]).add(1)];
    });
  });

  it('on whole numbers moved about', async () => {
    await expectSameOnEveryEngine(({ integers, booleans }) => [
      integers([3, 4], 0, 9).transpose(),
      integers([3, 4], 0, 9).pad([
        [0, 1],
        [1, 0],
      ]),
      integers([3, 4], 0, 9).tile([1, 2]),
      booleans([3, 4]).slice([0, 1], [3, 2]),
      booleans([3, 4]).concat(booleans([1, 4])),
    ]);
  });
});

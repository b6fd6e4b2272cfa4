import type * as tf from '@tensorflow/tfjs';
import { Rng } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { residualBlock } from '../../../../worker/src/encoders/layers/residual-block.ts';
import { Parameters } from '../../../../worker/src/encoders/parameters.ts';
import { selectEngine } from '../../../../worker/src/engine/registry.ts';
import { readFixture } from '../../../helpers/fixtures.ts';
import { expectAllClose } from '../../../oracles/close.ts';
import { enginesHere } from '../../engine/engines-here.ts';
import { assign, flat, runBlock, type Nested } from './block-on-engine.ts';

interface ResidualFixture {
  x: number[][][][];
  weights: Record<keyof typeof names, Nested>;
  epsilon: number;
  stride: 1 | 2;
  output: Nested;
  loss: number;
  grads: Record<keyof typeof names | 'x', Nested>;
}

/** The fixture's names, and those of the block. */
const names = {
  w1: 'b.conv1.weight',
  w2: 'b.conv2.weight',
  ws: 'b.downsample.0.weight',
  g1: 'b.bn1.weight',
  b1: 'b.bn1.bias',
  g2: 'b.bn2.weight',
  b2: 'b.bn2.bias',
  gs: 'b.downsample.1.weight',
  bs: 'b.downsample.1.bias',
} as const;

const { residualBlock: given } = readFixture<{ residualBlock: ResidualFixture }>('training');
const pairs = Object.entries(names) as [keyof typeof names, string][];

describe.each(enginesHere)('a residual block on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it('equals the reference output, loss and gradients', async () => {
    expect(given.epsilon).toBe(1e-5);
    const parameters = new Parameters(Rng.fromSeed(1));
    const outputs = flat(given.weights.g1).length;
    const block = residualBlock(parameters, 'b', given.x[0]![0]![0]!.length, outputs, given.stride);
    assign(parameters, Object.fromEntries(pairs.map(([theirs, ours]) => [ours, given.weights[theirs]])));
    const { output, loss, gradients } = await runBlock<tf.Tensor4D>(block, parameters, given.x);
    expectAllClose(output, flat(given.output), 1e-4);
    expectAllClose([loss], [given.loss], 1e-4);
    expectAllClose(gradients['x']!, flat(given.grads.x), 1e-4);
    for (const [theirs, ours] of pairs) expectAllClose(gradients[ours]!, flat(given.grads[theirs]), 1e-4);
    parameters.dispose();
  });

  it('whose second convolution gives 0 hands its input through, with no variables of a shortcut', async () => {
    const parameters = new Parameters(Rng.fromSeed(1));
    const block = residualBlock(parameters, 'b', 2, 2, 1);
    assign(parameters, {});
    const { output, gradients } = await runBlock<tf.Tensor4D>(block, parameters, given.x);
    expectAllClose(output, flat(given.x).map((value) => Math.max(0, value)), 1e-6); // prettier-ignore
    expect(Object.keys(gradients).filter((name) => name.includes('downsample'))).toEqual([]);
    parameters.dispose();
  });
});

import type * as tf from '@tensorflow/tfjs';
import { Rng } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { transformerBlock } from '../../../../worker/src/encoders/layers/transformer-block.ts';
import { Parameters } from '../../../../worker/src/encoders/parameters.ts';
import { selectEngine } from '../../../../worker/src/engine/registry.ts';
import { readFixture } from '../../../helpers/fixtures.ts';
import { expectAllClose } from '../../../oracles/close.ts';
import { enginesHere } from '../../engine/engines-here.ts';
import { assign, flat, runBlock, type Nested } from './block-on-engine.ts';

interface TransformerFixture {
  x: number[][][];
  weights: Record<keyof typeof names, Nested>;
  heads: number;
  epsilon: number;
  output: Nested;
  loss: number;
  grads: Record<keyof typeof names | 'x', Nested>;
}

/** The fixture's names, and those of the block. */
const names = {
  qkv: 'b.attn.qkv.weight',
  proj: 'b.attn.proj.weight',
  fc1: 'b.mlp.fc1.weight',
  fc2: 'b.mlp.fc2.weight',
  g1: 'b.norm1.weight',
  b1: 'b.norm1.bias',
  g2: 'b.norm2.weight',
  b2: 'b.norm2.bias',
} as const;

const { transformerBlock: given } = readFixture<{ transformerBlock: TransformerFixture }>('training');
const pairs = Object.entries(names) as [keyof typeof names, string][];

describe.each(enginesHere)('a transformer block on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it('equals the reference output, loss and gradients', async () => {
    expect(given.epsilon).toBe(1e-6);
    const parameters = new Parameters(Rng.fromSeed(1));
    const dims = given.x[0]![0]!.length;
    const hidden = (given.weights.fc1 as Nested[][])[0]!.length;
    const block = transformerBlock(parameters, 'b', dims, { heads: given.heads, hidden });
    assign(parameters, Object.fromEntries(pairs.map(([theirs, ours]) => [ours, given.weights[theirs]])));
    const { output, loss, gradients } = await runBlock<tf.Tensor3D>(block, parameters, given.x);
    expectAllClose(output, flat(given.output), 1e-4);
    expectAllClose([loss], [given.loss], 1e-4);
    expectAllClose(gradients['x']!, flat(given.grads.x), 1e-4);
    for (const [theirs, ours] of pairs) expectAllClose(gradients[ours]!, flat(given.grads[theirs]), 1e-4);
    parameters.dispose();
  });

  it('treats tokens alike: in another order they come out in that order', async () => {
    const parameters = new Parameters(Rng.fromSeed(2));
    const dims = given.x[0]![0]!.length;
    const block = transformerBlock(parameters, 'b', dims, { heads: 2 });
    const { output } = await runBlock<tf.Tensor3D>(block, parameters, given.x);
    const turned = await runBlock<tf.Tensor3D>(block, parameters, given.x.map((tokens) => tokens.toReversed())); // prettier-ignore
    const tokens = given.x[0]!.length;
    const at = (values: number[], token: number): number[] => values.slice(token * dims, (token + 1) * dims);
    for (let token = 0; token < tokens; token++)
      expectAllClose(at(turned.output, token), at(output, tokens - 1 - token), 1e-4);
    parameters.dispose();
  });
});

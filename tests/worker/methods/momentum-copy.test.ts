import * as tf from '@tensorflow/tfjs';
import { Rng } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { projector } from '../../../worker/src/encoders/projector.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { copyShares, cosineMomentum, MomentumCopy } from '../../../worker/src/methods/momentum-copy.ts';
import { expectAllClose } from '../../oracles/close.ts';
import { enginesHere } from '../engine/engines-here.ts';

describe.each(enginesHere)('a momentum copy on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it('starts equal, then moves by 1 − μ towards what it follows, which does not move', async () => {
    const before = tf.memory().numTensors;
    const followed = projector([3, 2], 4, Rng.fromSeed('followed'));
    const own = projector([3, 2], 4, Rng.fromSeed('own'));
    const copy = new MomentumCopy([own], [followed]);
    const first = {
      own: own.parameters.trainable[0]!.variable,
      followed: followed.parameters.trainable[0]!.variable,
    };
    const start = Array.from(await first.followed.data());
    expect(Array.from(await first.own.data())).toEqual(start);
    tf.tidy(() => first.followed.assign(first.followed.add(1)));
    for (let move = 0; move < 2; move++)
      tf.tidy(() => copy.follow(copyShares(0.9).map((share) => tf.scalar(share))));
    expectAllClose(Array.from(await first.own.data()), start.map((value) => value + 0.19), 1e-5); // prettier-ignore
    expectAllClose(Array.from(await first.followed.data()), start.map((value) => value + 1), 1e-6); // prettier-ignore
    own.dispose();
    followed.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('cosineMomentum', () => {
  it('rises from its base at the first step to 1 at the end, half-way in the middle', () => {
    expect(cosineMomentum(0, 100, 0.9)).toBeCloseTo(0.9, 12);
    expect(cosineMomentum(50, 100, 0.9)).toBeCloseTo(0.95, 12);
    expect(cosineMomentum(100, 100, 0.9)).toBeCloseTo(1, 12);
  });
});

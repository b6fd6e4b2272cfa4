import * as tf from '@tensorflow/tfjs';
import { Rng } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { mocoLoss } from '../../../worker/src/methods/moco.ts';
import { enqueued } from '../../../worker/src/methods/queue.ts';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectAllClose } from '../../oracles/close.ts';
import { moco } from '../../oracles/methods/moco.ts';
import { enginesHere } from '../engine/engines-here.ts';
import { centralDifferences, relativeError, withGradients, type Matrix } from './loss-on-engine.ts';
import { randomMatrix } from './random-matrix.ts';

interface MocoCase {
  method: string;
  q: Matrix;
  k: Matrix;
  queue: Matrix;
  temperature: number;
  loss: number;
  grads: { q: Matrix };
}

const { cases } = readFixture<{ cases: Record<string, MocoCase> }>('losses');
const ours = Object.entries(cases).filter(([, { method }]) => method === 'moco');
const unit = (matrix: Matrix): Matrix => matrix.map((row) => row.map((value) => value / Math.hypot(...row)));

it('is checked against fixtures of its method', () => expect(ours.length).toBeGreaterThan(0));

describe.each(enginesHere)('moco on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it.each(ours)(
    'equals the reference values and gradients of %s',
    async (_name, { q, k, queue, temperature, ...given }) => {
      const { loss, gradients } = await withGradients(
        (...m) => mocoLoss(m[0]!, m[1]!, m[2]!, temperature),
        [q, k, unit(queue)],
      );
      expectAllClose([loss], [given.loss], 1e-4);
      expectAllClose(gradients[0]!, given.grads.q.flat(), 1e-4);
    },
  );

  it('equals equation 1 of the paper, and its gradient finite differences of it', async () => {
    const rng = Rng.fromSeed('moco');
    const [q, k] = [randomMatrix(5, 4, rng), randomMatrix(5, 4, rng)];
    const queue = unit(randomMatrix(9, 4, rng));
    const { loss, gradients } = await withGradients(
      (...m) => mocoLoss(m[0]!, m[1]!, m[2]!, 0.2),
      [q, k, queue],
    );
    expectAllClose([loss], [moco(q, k, queue, 0.2)], 1e-5);
    const expected = centralDifferences((a: Matrix) => moco(a, k, queue, 0.2), q);
    expect(relativeError(gradients[0]!, expected)).toBeLessThan(1e-4);
  });

  it('puts the newest keys first and drops the oldest', async () => {
    const queue = tf.tidy(() => enqueued(tf.tensor2d([[1], [2], [3], [4]]), tf.tensor2d([[8], [9]])));
    expect(Array.from(await queue.data())).toEqual([8, 9, 1, 2]);
    queue.dispose();
  });
});

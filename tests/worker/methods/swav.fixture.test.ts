import * as tf from '@tensorflow/tfjs';
import { Rng } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { similarities } from '../../../worker/src/encoders/prototypes.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { sinkhornCodes, swavLoss } from '../../../worker/src/methods/swav.ts';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectAllClose } from '../../oracles/close.ts';
import { scoresOf, sinkhorn, swav } from '../../oracles/methods/swav.ts';
import { enginesHere } from '../engine/engines-here.ts';
import { centralDifferences, relativeError, withGradients, type Matrix } from './loss-on-engine.ts';
import { randomMatrix } from './random-matrix.ts';

interface SwavFixture {
  z1: Matrix;
  z2: Matrix;
  prototypes: Matrix;
  epsilon: number;
  iterations: number;
  temperature: number;
  codes1: Matrix;
  codes2: Matrix;
  loss: number;
  grads: { z1: Matrix; z2: Matrix; prototypes: Matrix };
}

const { swav: given } = readFixture<{ swav: SwavFixture }>('training');
const settingsOf = ({ epsilon, iterations, temperature }: Omit<SwavFixture, 'loss'>, queue = 0) =>
  ({ key: 'swav', prototypes: 4, entropy: epsilon, iterations, temperature, queue }) as const;
const settings = settingsOf(given);
const { epsilon, iterations, temperature } = given;
const inOracle = { epsilon, iterations, temperature };

/** What Sinkhorn's scaling makes of a matrix on the current engine. */
async function codesOf(scores: Matrix, entropy: number, iterations: number): Promise<Matrix> {
  const codes = tf.tidy(() => sinkhornCodes(tf.tensor2d(scores), { entropy, iterations }));
  const values = Array.from(await codes.data());
  codes.dispose();
  const columns = scores[0]!.length;
  return scores.map((_, n) => values.slice(n * columns, (n + 1) * columns));
}

const sums = (matrix: Matrix): number[] =>
  matrix[0]!.map((_, k) => matrix.reduce((sum, row) => sum + row[k]!, 0));

describe.each(enginesHere)('swav on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it('equals the reference values, codes and gradients', async () => {
    const { z1, z2, prototypes } = given;
    for (const [z, codes] of [
      [z1, given.codes1],
      [z2, given.codes2],
    ] as const)
      // prettier-ignore
      expectAllClose((await codesOf(scoresOf(z, prototypes), epsilon, iterations)).flat(), codes.flat(), 1e-4);
    const { loss, gradients } = await withGradients(
      (a, b, c) => swavLoss(a!, b!, c!, settings),
      [z1, z2, prototypes],
    );
    expectAllClose([loss], [given.loss], 1e-4);
    expectAllClose(gradients[0]!, given.grads.z1.flat(), 1e-4);
    expectAllClose(gradients[1]!, given.grads.z2.flat(), 1e-4);
    expectAllClose(gradients[2]!, given.grads.prototypes.flat(), 1e-4);
  });

  it('equals algorithm 1 of the paper, and its gradient finite differences with the codes held', async () => {
    const rng = Rng.fromSeed('swav');
    const [z1, z2, prototypes] = [randomMatrix(7, 3, rng), randomMatrix(7, 3, rng), randomMatrix(4, 3, rng)];
    const { loss, gradients } = await withGradients(
      (a, b, c) => swavLoss(a!, b!, c!, settings),
      [z1, z2, prototypes],
    );
    expectAllClose([loss], [swav(z1, z2, prototypes, inOracle)], 1e-4);
    const codes = [z1, z2].map((z) => sinkhorn(scoresOf(z, prototypes), epsilon, iterations)) as [
      Matrix,
      Matrix,
    ];
    const held = (a: Matrix, b: Matrix, c: Matrix): number => swav(a, b, c, inOracle, codes);
    const expected = centralDifferences(held, z1, z2, prototypes);
    expect(relativeError(gradients.flat(), expected)).toBeLessThan(2e-4);
    // A gradient that reached the codes would be another one by far.
    const through = (a: Matrix, b: Matrix, c: Matrix): number => swav(a, b, c, inOracle);
    expect(relativeError(centralDifferences(through, z1, z2, prototypes), expected)).toBeGreaterThan(0.1);
  });

  it('shares a batch out evenly, even where every embedding points to one prototype', async () => {
    const scores = randomMatrix(12, 4, Rng.fromSeed('pull')).map((row) => row.map((v, k) => 0.05 * v + (k === 2 ? 0.9 : 0))); // prettier-ignore
    const codes = await codesOf(scores, 0.05, 50);
    expectAllClose(codes.map((row) => row.reduce((sum, value) => sum + value, 0)), Array(12).fill(1), 1e-4); // prettier-ignore
    expectAllClose(sums(codes), Array(4).fill(3), 1e-3);
    // Without the scaling of the columns, one prototype would take nearly all.
    const unshared = scores.map((row) => row.map((value) => Math.exp(value / 0.05)));
    const alone = unshared.map((row) => row.map((value) => value / row.reduce((sum, v) => sum + v, 0)));
    expect(sums(alone)[2]!).toBeGreaterThan(11.9);
  });

  it('stays finite at an entropy at which exp would overflow', async () => {
    const codes = await codesOf([[1, -1], [0.9, -1], [1, -0.9]], 0.001, 3); // prettier-ignore
    expect(codes.flat().every(Number.isFinite)).toBe(true);
    expectAllClose(codes.map((row) => row[0]! + row[1]!), [1, 1, 1], 1e-4); // prettier-ignore
  });

  it('makes codes along with a queue, which the loss is not over', async () => {
    const rng = Rng.fromSeed('swav queue');
    const [z1, z2, prototypes] = [randomMatrix(5, 3, rng), randomMatrix(5, 3, rng), randomMatrix(4, 3, rng)];
    const queues = [randomMatrix(8, 3, rng), randomMatrix(8, 3, rng)];
    const { loss } = await withGradients(
      (a, b, c) =>
        swavLoss(
          a!,
          b!,
          c!,
          settings,
          queues.map((queue) => tf.tensor2d(queue)),
        ),
      [z1, z2, prototypes],
    );
    const codes = [z1, z2].map((z, view) =>
      sinkhorn(scoresOf([...z, ...queues[view]!], prototypes), epsilon, iterations).slice(0, 5),
    ) as [Matrix, Matrix]; // prettier-ignore
    expectAllClose([loss], [swav(z1, z2, prototypes, inOracle, codes)], 1e-4);
    expect(Math.abs(loss - swav(z1, z2, prototypes, inOracle))).toBeGreaterThan(1e-3);
  });

  it('compares directions: longer embeddings and prototypes change nothing', async () => {
    const rng = Rng.fromSeed('directions');
    const [z, c] = [randomMatrix(3, 4, rng), randomMatrix(2, 4, rng)];
    const of = async (scale: number): Promise<number[]> => {
      const cosines = tf.tidy(() => similarities(tf.tensor2d(z).mul(scale), tf.tensor2d(c).mul(3 * scale)));
      const values = Array.from(await cosines.data());
      cosines.dispose();
      return values;
    };
    expectAllClose(await of(5), await of(1), 1e-5);
    expectAllClose(await of(1), scoresOf(z, c).flat(), 1e-5);
  });
});

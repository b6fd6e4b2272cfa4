import { Rng } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { simsiamLoss } from '../../../worker/src/methods/simsiam.ts';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectAllClose } from '../../oracles/close.ts';
import { simsiam } from '../../oracles/methods/simsiam.ts';
import { enginesHere } from '../engine/engines-here.ts';
import { centralDifferences, relativeError, withGradients, type Matrix } from './loss-on-engine.ts';
import { randomMatrix } from './random-matrix.ts';

interface SimsiamCase {
  method: string;
  z1: Matrix;
  z2: Matrix;
  p1: Matrix;
  p2: Matrix;
  loss: number;
  grads: { p1: Matrix; p2: Matrix };
}

const { cases } = readFixture<{ cases: Record<string, SimsiamCase> }>('losses');
const ours = Object.entries(cases).filter(([, { method }]) => method === 'simsiam');

it('is checked against fixtures of its method', () => expect(ours.length).toBeGreaterThan(0));

describe.each(enginesHere)('simsiam on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it.each(ours)(
    'equals the reference values and gradients of %s, none of which reach z',
    async (_name, given) => {
      const { p1, p2, z1, z2 } = given;
      const { loss, gradients } = await withGradients(
        (...m) => simsiamLoss(m[0]!, m[1]!, m[2]!, m[3]!),
        [p1, p2, z1, z2],
      );
      expectAllClose([loss], [given.loss], 1e-4);
      expectAllClose(gradients[0]!, given.grads.p1.flat(), 1e-4);
      expectAllClose(gradients[1]!, given.grads.p2.flat(), 1e-4);
      expect([...gradients[2]!, ...gradients[3]!].every((value) => value === 0)).toBe(true);
    },
  );

  it('equals algorithm 1 of the paper, and its gradient finite differences of it', async () => {
    const rng = Rng.fromSeed('simsiam');
    const [p1, p2, z1, z2] = Array.from({ length: 4 }, () => randomMatrix(7, 4, rng)) as [
      Matrix,
      Matrix,
      Matrix,
      Matrix,
    ];
    const { loss, gradients } = await withGradients(
      (...m) => simsiamLoss(m[0]!, m[1]!, m[2]!, m[3]!),
      [p1, p2, z1, z2],
    );
    expectAllClose([loss], [simsiam(p1, p2, z1, z2)], 1e-5);
    const expected = centralDifferences((a: Matrix, b: Matrix) => simsiam(a, b, z1, z2), p1, p2);
    expect(relativeError([...gradients[0]!, ...gradients[1]!], expected)).toBeLessThan(1e-4);
  });
});

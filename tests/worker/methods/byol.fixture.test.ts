import { Rng } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { byolLoss } from '../../../worker/src/methods/byol.ts';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectAllClose } from '../../oracles/close.ts';
import { byol } from '../../oracles/methods/byol.ts';
import { enginesHere } from '../engine/engines-here.ts';
import { centralDifferences, relativeError, withGradients, type Matrix } from './loss-on-engine.ts';
import { randomMatrix } from './random-matrix.ts';

interface ByolCase {
  method: string;
  p1: Matrix;
  p2: Matrix;
  targetZ1: Matrix;
  targetZ2: Matrix;
  loss: number;
  grads: { p1: Matrix; p2: Matrix };
}

const { cases } = readFixture<{ cases: Record<string, ByolCase> }>('losses');
const ours = Object.entries(cases).filter(([, { method }]) => method === 'byol');

it('is checked against fixtures of its method', () => expect(ours.length).toBeGreaterThan(0));

describe.each(enginesHere)('byol on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it.each(ours)('equals the reference values and gradients of %s', async (_name, given) => {
    const { p1, p2, targetZ1, targetZ2 } = given;
    const { loss, gradients } = await withGradients(
      (...m) => byolLoss(m[0]!, m[1]!, m[2]!, m[3]!),
      [p1, p2, targetZ1, targetZ2],
    );
    expectAllClose([loss], [given.loss], 1e-4);
    expectAllClose(gradients[0]!, given.grads.p1.flat(), 1e-4);
    expectAllClose(gradients[1]!, given.grads.p2.flat(), 1e-4);
  });

  it('equals equation 2 of the paper, and its gradient finite differences of it', async () => {
    const rng = Rng.fromSeed('byol');
    const [p1, p2, t1, t2] = Array.from({ length: 4 }, () => randomMatrix(7, 4, rng)) as [
      Matrix,
      Matrix,
      Matrix,
      Matrix,
    ];
    const { loss, gradients } = await withGradients(
      (...m) => byolLoss(m[0]!, m[1]!, m[2]!, m[3]!),
      [p1, p2, t1, t2],
    );
    expectAllClose([loss], [byol(p1, p2, t1, t2)], 1e-5);
    const expected = centralDifferences((a: Matrix, b: Matrix) => byol(a, b, t1, t2), p1, p2);
    expect(relativeError([...gradients[0]!, ...gradients[1]!], expected)).toBeLessThan(1e-4);
  });
});

import { Rng } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { barlowTwinsLoss } from '../../../worker/src/methods/barlow-twins.ts';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectAllClose } from '../../oracles/close.ts';
import { barlowTwins } from '../../oracles/methods/barlow-twins.ts';
import { enginesHere } from '../engine/engines-here.ts';
import { centralDifferences, lossOf, relativeError, type Matrix } from './loss-on-engine.ts';
import { randomMatrix } from './random-matrix.ts';

interface BarlowTwinsCase {
  method: string;
  z1: Matrix;
  z2: Matrix;
  lam: number;
  loss: number;
  grads: { z1: Matrix; z2: Matrix };
}

const { cases } = readFixture<{ cases: Record<string, BarlowTwinsCase> }>('losses');
const ours = Object.entries(cases).filter(([, { method }]) => method === 'barlow-twins');
const make = (redundancyWeight: number) => () => barlowTwinsLoss({ key: 'barlow-twins', redundancyWeight });

it('is checked against fixtures of its method', () => expect(ours.length).toBeGreaterThan(0));

describe.each(enginesHere)('barlow-twins on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it.each(ours)('equals the reference values and gradients of %s', async (_name, fixture) => {
    const { loss, z1, z2 } = await lossOf(make(fixture.lam), fixture.z1, fixture.z2);
    expectAllClose([loss], [fixture.loss], 1e-4);
    expectAllClose(z1, fixture.grads.z1.flat(), 1e-4);
    expectAllClose(z2, fixture.grads.z2.flat(), 1e-4);
  });

  it('equals algorithm 1 of the paper, and its gradient finite differences of it', async () => {
    const rng = Rng.fromSeed('barlow-twins');
    const [a, b] = [randomMatrix(7, 4, rng), randomMatrix(7, 4, rng)];
    const { loss, z1, z2 } = await lossOf(make(0.01), a, b);
    expectAllClose([loss], [barlowTwins(a, b, 0.01)], 1e-5);
    const expected = centralDifferences((x: Matrix, y: Matrix) => barlowTwins(x, y, 0.01), a, b);
    expect(relativeError([...z1, ...z2], expected)).toBeLessThan(1e-4);
  });

  it('is 0 for equal views whose dimensions are uncorrelated, however they are scaled', async () => {
    const z = [[3, 1], [3, -1], [-3, 1], [-3, -1]]; // prettier-ignore
    expect(
      (
        await lossOf(
          make(1),
          z,
          z.map((row) => row.map((value) => 5 * value)),
        )
      ).loss,
    ).toBeCloseTo(0, 5);
  });
});

import { Rng } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { ntXent as ntXentLoss } from '../../../worker/src/methods/simclr.ts';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectAllClose } from '../../oracles/close.ts';
import { ntXent } from '../../oracles/methods/nt-xent.ts';
import { centralDifferences, lossOf, relativeError, type Matrix } from './loss-on-engine.ts';
import { enginesHere } from '../engine/engines-here.ts';
import { randomMatrix } from './random-matrix.ts';

interface SimclrCase {
  method: string;
  temperature: number;
  z1: Matrix;
  z2: Matrix;
  loss: number;
  grads: { z1: Matrix; z2: Matrix };
}

const { cases } = readFixture<{ cases: Record<string, SimclrCase> }>('losses');
const ours = Object.entries(cases).filter(([, { method }]) => method === 'simclr');
const make = (temperature: number) => () => ntXentLoss({ key: 'simclr', temperature });

it('is checked against fixtures of its method', () => {
  expect(ours.length).toBeGreaterThan(0);
});

describe.each(enginesHere)('simclr on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it.each(ours)('equals the reference values and gradients of %s', async (_name, fixture) => {
    const { loss, z1, z2 } = await lossOf(make(fixture.temperature), fixture.z1, fixture.z2);
    expectAllClose([loss], [fixture.loss], 1e-4);
    expectAllClose(z1, fixture.grads.z1.flat(), 1e-4);
    expectAllClose(z2, fixture.grads.z2.flat(), 1e-4);
  });

  it('equals algorithm 1 of the paper, and its gradient finite differences of it', async () => {
    const rng = Rng.fromSeed('simclr');
    const [a, b] = [randomMatrix(7, 4, rng), randomMatrix(7, 4, rng)];
    const { loss, z1, z2 } = await lossOf(make(0.2), a, b);
    expect(Math.abs(loss / ntXent(a, b, 0.2) - 1)).toBeLessThan(1e-5);
    const expected = centralDifferences((x, y) => ntXent(x, y, 0.2), a, b);
    expect(relativeError([...z1, ...z2], expected)).toBeLessThan(1e-4);
  });

  it('does not change when the views swap, the pairs are reordered, or an embedding is stretched', async () => {
    const rng = Rng.fromSeed('symmetry');
    const [a, b] = [randomMatrix(5, 3, rng), randomMatrix(5, 3, rng)];
    const { loss } = await lossOf(make(0.5), a, b);
    const variants: [Matrix, Matrix][] = [
      [b, a],
      [a.toReversed(), b.toReversed()],
      [a.map((row, n) => row.map((value) => value * (n + 1))), b],
    ];
    for (const [x, y] of variants) {
      expect((await lossOf(make(0.5), x, y)).loss).toBeCloseTo(loss, 5);
    }
  });

  it('has a finite gradient at a zero embedding', async () => {
    const a: Matrix = [[0, 0], [1, 2]]; // prettier-ignore
    const { loss, z1 } = await lossOf(make(0.5), a, [[1, 0], [0, 1]]); // prettier-ignore
    expect([loss, ...z1].every(Number.isFinite)).toBe(true);
  });
});

import { Rng } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { epsilon, vicregLoss } from '../../../worker/src/methods/vicreg.ts';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectAllClose } from '../../oracles/close.ts';
import { vicregTerms } from '../../oracles/methods/vicreg.ts';
import { centralDifferences, lossOf, relativeError, type Matrix } from './loss-on-engine.ts';
import { enginesHere } from '../engine/engines-here.ts';

interface VicregCase {
  method: string;
  z1: Matrix;
  z2: Matrix;
  weights: [number, number, number];
  invariance: number;
  variance: number;
  covariance: number;
  eps: number;
  loss: number;
  grads: { z1: Matrix; z2: Matrix };
}

const { cases } = readFixture<{ cases: Record<string, VicregCase> }>('losses');
const ours = Object.entries(cases).filter(([, { method }]) => method === 'vicreg');
const make =
  ([invarianceWeight, varianceWeight, covarianceWeight]: readonly [number, number, number]) =>
  () =>
    vicregLoss({ key: 'vicreg', invarianceWeight, varianceWeight, covarianceWeight });

const oracle =
  ([a, b, c]: readonly [number, number, number]) =>
  (z1: Matrix, z2: Matrix): number => {
    const { invariance, variance, covariance } = vicregTerms(z1, z2);
    return a * invariance + b * variance + c * covariance;
  };

it('vicreg has the ε of the references', () =>
  expect([...new Set(ours.map(([, { eps }]) => eps))]).toEqual([epsilon]));

describe.each(enginesHere)('vicreg on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it.each(ours)('equals the reference values and gradients of %s', async (_name, fixture) => {
    const { loss, z1, z2 } = await lossOf(make(fixture.weights), fixture.z1, fixture.z2);
    expectAllClose([loss], [fixture.loss], 1e-4);
    expectAllClose(z1, fixture.grads.z1.flat(), 1e-4);
    expectAllClose(z2, fixture.grads.z2.flat(), 1e-4);
  });

  it.each([
    ['invariance', [1, 0, 0]],
    ['variance', [0, 1, 0]],
    ['covariance', [0, 0, 1]],
  ] as const)('gives the %s term alone under its weight', async (term, weights) => {
    for (const [, fixture] of ours) {
      const { loss } = await lossOf(make(weights), fixture.z1, fixture.z2);
      expectAllClose([loss], [fixture[term]], 1e-4);
      expectAllClose([vicregTerms(fixture.z1, fixture.z2)[term]], [fixture[term]], 1e-6);
    }
  });

  it('equals loops over all entries, and its gradient their finite differences', async () => {
    const rng = Rng.fromSeed('vicreg');
    const matrix = (): Matrix =>
      Array.from({ length: 6 }, () => Array.from({ length: 4 }, () => 0.6 * rng.normal()));
    const [a, b] = [matrix(), matrix()];
    const weights = [25, 25, 1] as const;
    const { loss, z1, z2 } = await lossOf(make(weights), a, b);
    expect(Math.abs(loss / oracle(weights)(a, b) - 1)).toBeLessThan(1e-5);
    expect(relativeError([...z1, ...z2], centralDifferences(oracle(weights), a, b))).toBeLessThan(1e-4);
  });

  it('is 0 for equal views that are uncorrelated with standard deviation above 1', async () => {
    const z = [[3, 3], [3, -3], [-3, 3], [-3, -3]]; // prettier-ignore
    expect((await lossOf(make([25, 25, 1]), z, z)).loss).toBeCloseTo(0, 5);
  });
});

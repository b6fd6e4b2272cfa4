import { mean, Rng, variance } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { policies } from '../../../core/src/augmentations/policy.ts';
import { drawView, identityView } from '../../../core/src/augmentations/view-parameters.ts';

const draw = (key: 'digits-strong' | 'digits-weak', count: number, rng = Rng.fromSeed(7)) =>
  Array.from({ length: count }, () => drawView(policies[key], rng, { ...identityView }));

describe.each([
  ['digits-strong', 0.4, 15],
  ['digits-weak', 0.82, 4.5],
] as const)('the parameters of %s', (key, leastArea, degrees) => {
  const views = draw(key, 20_000);

  it(`draw areas uniformly from ${leastArea} to 1`, () => {
    const areas = views.map(({ side }) => side * side);
    expect(Math.min(...areas)).toBeGreaterThanOrEqual(leastArea - 1e-12);
    expect(Math.max(...areas)).toBeLessThanOrEqual(1);
    expect(mean(areas)).toBeCloseTo((1 + leastArea) / 2, 2);
    expect(Math.sqrt(variance(areas))).toBeCloseTo((1 - leastArea) / Math.sqrt(12), 2);
  });

  it(`draw angles uniformly within ±${degrees}°`, () => {
    const angles = views.map(({ radians }) => (radians * 180) / Math.PI);
    expect(Math.max(...angles.map(Math.abs))).toBeLessThanOrEqual(degrees);
    expect(Math.abs(mean(angles))).toBeLessThan(degrees / 50);
    expect(Math.sqrt(variance(angles)) / degrees).toBeCloseTo(1 / Math.sqrt(3), 1);
  });

  it('blur every second view with σ from .1 to 1', () => {
    const sigmas = views.map(({ sigma }) => sigma).filter((sigma) => sigma > 0);
    expect(sigmas.length / views.length).toBeCloseTo(0.5, 1);
    expect(Math.min(...sigmas)).toBeGreaterThanOrEqual(0.1);
    expect(Math.max(...sigmas)).toBeLessThanOrEqual(1);
    expect(mean(sigmas)).toBeCloseTo(0.55, 1);
  });

  it('are the same for the same stream', () => {
    expect(draw(key, 5, Rng.fromSeed('a'))).toEqual(draw(key, 5, Rng.fromSeed('a')));
    expect(draw(key, 5, Rng.fromSeed('a'))).not.toEqual(draw(key, 5, Rng.fromSeed('b')));
  });
});

it('a blur that is not drawn takes as many numbers from the stream as one that is', () => {
  const counts = Array.from({ length: 20 }, (_, seed) => {
    const rng = Rng.fromSeed(seed);
    const reference = Rng.fromSeed(seed);
    drawView(policies['digits-weak'], rng, { ...identityView });
    for (let i = 0; i < 6; i++) reference.uniform();
    return rng.uint32() === reference.uint32();
  });
  expect(counts).not.toContain(false);
});

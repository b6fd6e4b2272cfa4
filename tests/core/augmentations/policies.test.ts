import {
  canonicalJson,
  dataKinds,
  mean,
  unsupportedOperation,
  operationCards,
  operationConfigSchema,
  operationsOf,
  policiesFor,
  policyIdentity,
  policyKeys,
  policySchema,
  Rng,
  variance,
  withCropArea,
} from '@engram/core';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { drawnView } from './fixed-view.ts';

const draw = (key: 'digits-strong' | 'digits-weak', count: number, rng = Rng.fromSeed(7)) =>
  Array.from({ length: count }, () => drawnView(key, rng));

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
    drawnView('digits-weak', rng);
    for (let i = 0; i < 6; i++) reference.uniform();
    return rng.uint32() === reference.uint32();
  });
  expect(counts).not.toContain(false);
});

describe('a policy of a configuration', () => {
  it('is a key, or a list of operations with their defaults', () => {
    expect(policySchema.parse('digits-weak')).toBe('digits-weak');
    const written = policySchema.parse({
      operations: [{ key: 'horizontal-flip' }, { key: 'noise', sigma: 0.1 }],
    });
    expect(operationsOf(written)).toEqual([
      { key: 'horizontal-flip', probability: 0.5 },
      { key: 'noise', sigma: 0.1 },
    ]);
  });

  it.each([
    'digits',
    { operations: [] },
    { operations: [{ key: 'sharpen' }] },
    { operations: [{ key: 'rotation', radians: 1 }] },
    { operations: [{ key: 'resized-crop', minArea: 0.9, maxArea: 0.5 }] },
    { operations: [{ key: 'blur', maxSigma: 2 }] },
  ])('is refused when it is none: %j', (policy) => {
    expect(policySchema.safeParse(policy).success).toBe(false);
  });

  it('keeps the identity that is stored with scores, under its key and written as a list', () => {
    const hashOf = (identity: unknown) => createHash('sha256').update(canonicalJson(identity)).digest('hex');
    // As stored by earlier versions.
    expect((['digits-strong', 'digits-weak'] as const).map((key) => hashOf(policyIdentity(key)))).toEqual([
      '54e3a3bbd728c12d80722c75d3884c4623aed67b84bc660c8b2d31b9656d67d9',
      '5495a4867bcdf0c15f41bf04b8dbdd83fd0328b9b165da7b8dd8f3966538363e',
    ]);
    for (const key of policyKeys)
      expect(policyIdentity({ operations: [...operationsOf(key)] })).toEqual(policyIdentity(key));
    const other = { operations: operationsOf('digits-weak').slice(0, 2) };
    expect(policyIdentity(other)).toEqual(other);
  });

  it('names the operation that makes no views of a kind of data', () => {
    const noisy = policySchema.parse({ operations: [{ key: 'noise' }] });
    const unbounded = policySchema.parse({ operations: [{ key: 'gaussian-noise' }] });
    expect(dataKinds.filter((kind) => unsupportedOperation(noisy, kind) === null)).toEqual(['image']);
    expect(dataKinds.filter((kind) => unsupportedOperation(unbounded, kind) === null)).toEqual([
      'vector',
      'series',
    ]);
    expect(policiesFor('vector')).toEqual(['vector-weak', 'vector-strong']);
    expect(policiesFor('series')).toEqual(['vector-weak', 'vector-strong', 'series-weak', 'series-strong']);
    expect(policiesFor('text')).toEqual(['text-weak', 'text-strong']);
    expect(policiesFor('image')).not.toContain('text-weak');
    expect(unsupportedOperation('digits-weak', 'image')).toBeNull();
    expect(unsupportedOperation('digits-weak', 'text')?.key).toBe('resized-crop');
  });
});

it('every operation is presented in a sentence, with the kinds of data it is for', () => {
  expect(Object.keys(operationCards)).toEqual(
    operationConfigSchema.options.map(({ shape }) => shape.key.value),
  );
  for (const { description, kinds } of Object.values(operationCards)) {
    expect(description).toMatch(/\.$/);
    expect(kinds.length).toBeGreaterThan(0);
  }
});

it('withCropArea changes the crop of a policy in its place, or puts one before all else', () => {
  const area = { minArea: 0.1, maxArea: 0.2 };
  const crop = { key: 'resized-crop', ...area };
  const [, ...others] = operationsOf('digits-weak');
  expect(operationsOf(withCropArea('digits-weak', area))).toEqual([crop, ...others]);
  const noise = { key: 'noise', sigma: 0.1 } as const;
  expect(operationsOf(withCropArea({ operations: [noise] }, area))).toEqual([crop, noise]);
});

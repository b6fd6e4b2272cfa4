import { describe, expect, it } from 'vitest';
import { ensembleConfigOf, ensembleConfigSchema, runConfigSchema, viewSeed } from '@engram/core';
import { configHash } from '@engram/store';
import { config } from '../../factories/run.ts';

const hash = (changes: object): string =>
  configHash(ensembleConfigOf(runConfigSchema.parse({ ...config, ...changes })));

describe('the configuration of an ensemble', () => {
  it('is that of a run without its name and its measurement', () => {
    const training = ensembleConfigOf(config);
    expect({ ...training, name: config.name, scoring: config.scoring }).toEqual(config);
    expect(Object.keys(training)).not.toContain('scoring');
    expect(ensembleConfigSchema.parse(training)).toEqual(training);
    expect(ensembleConfigSchema.safeParse(config).success).toBe(false);
  });

  it('is the same however a run measures, and another when anything else changes', () => {
    const measurements = [
      { views: 20 },
      { distance: 'cosine' },
      { unitNorm: false },
      { policy: 'digits-strong' },
      { confidence: 0.9 },
      { measure: 'alignment' },
      { layer: 'layer1' },
      { viewSeed: 3 },
    ];
    for (const scoring of measurements) expect(hash({ scoring })).toBe(hash({}));
    expect(hash({ name: 'another' })).toBe(hash({}));
    const trainings = [
      { seed: 1 },
      { epochs: 2 },
      { batch: 64 },
      { datapoints: 100 },
      { dataset: 'other' },
      { policy: 'digits-strong' },
      { method: { key: 'vicreg' } },
      { encoder: { key: 'small-conv' } },
      { projector: { widths: [32] } },
      { estimator: { key: 'half-split', encoders: 8 } },
      { optimizer: { learningRate: 0.01 } },
    ];
    const hashes = new Set([{}, ...trainings].map(hash));
    expect(hashes.size).toBe(trainings.length + 1);
  });

  it('leaves the views to the seed of the training unless they have one of their own', () => {
    const withSeed = (seed?: number) =>
      viewSeed(runConfigSchema.parse({ ...config, scoring: { viewSeed: seed } }));
    expect(withSeed(config.seed)).toBe(withSeed());
    expect(withSeed(7)).not.toBe(withSeed());
  });
});

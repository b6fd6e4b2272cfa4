import { describe, expect, it } from 'vitest';
import {
  determining,
  encoderLayers,
  ensembleConfigOf,
  ensembleConfigSchema,
  runConfigSchema,
  viewSeed,
} from '@engram/core';
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

describe('what determines a run', () => {
  const runHash = (changes: object): string =>
    configHash(determining(runConfigSchema.parse({ ...config, ...changes })));

  it('is the same whether a setting of the measurement is left out or says what holds anyway', () => {
    const plain = runHash({});
    const last = encoderLayers(config.encoder).at(-1)!.ordinalName;
    for (const scoring of [
      { layer: 'representation' },
      { layer: last },
      { measure: 'alignment' },
      { policy: config.policy },
      { viewSeed: config.seed },
    ])
      expect(runHash({ scoring }), JSON.stringify(scoring)).toBe(plain);
    expect(runHash({ name: 'another' })).toBe(plain);
  });

  it('is another for every other value', () => {
    const changes = [
      { layer: 'layer1' },
      { measure: 'unit-activation' },
      { policy: 'digits-strong' },
      { viewSeed: config.seed + 1 },
      { views: 20 },
      { distance: 'cosine' },
      { confidence: 0.9 },
    ];
    const hashes = new Set([{}, ...changes].map((scoring) => runHash({ scoring })));
    expect(hashes.size).toBe(changes.length + 1);
  });
});

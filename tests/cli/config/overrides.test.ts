import { experimentDefinitions, runConfigSchema, settingsOf, type RunConfigInput } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { applyOverrides, applyTo, overrideKeys, overridePaths } from '../../../cli/src/config/overrides.ts';

const base: RunConfigInput = {
  name: 'base',
  dataset: 'mnist',
  method: { key: 'simclr', temperature: 0.2 },
  encoder: { key: 'mlp', widths: [32, 16] },
  policy: 'digits-weak',
  estimator: { key: 'half-split', encoders: 8 },
  epochs: 3,
  scoring: { distance: 'cosine' },
};
const refusal = (code: string, ...parts: string[]) =>
  expect.objectContaining({
    code,
    message: expect.stringMatching(new RegExp(parts.join('[\\s\\S]*'))) as string,
  }) as Error;

describe('applyOverrides', () => {
  it('changes every key that the command names, each where it belongs', () => {
    const changed = applyOverrides(base, [
      'seed=7',
      'datapoints=200',
      'encoders=4',
      'epochs=2',
      'views=5',
      'policy=digits-strong',
      'batch=32',
      'temperature=0.1',
      'learningRate=0.5',
    ]);
    expect(runConfigSchema.parse(changed)).toMatchObject({
      seed: 7,
      datapoints: 200,
      estimator: { key: 'half-split', encoders: 4 },
      epochs: 2,
      scoring: { views: 5, distance: 'cosine' },
      policy: 'digits-strong',
      batch: 32,
      method: { key: 'simclr', temperature: 0.1 },
      optimizer: { learningRate: 0.5 },
    });
  });

  it('keeps the settings of a method or encoder that is named again, and drops those of another', () => {
    expect(applyOverrides(base, ['method=simclr', 'encoder=mlp'])).toEqual(base);
    expect(applyOverrides(base, ['method=vicreg', 'encoder=small-conv'])).toMatchObject({
      method: { key: 'vicreg' },
      encoder: { key: 'small-conv' },
    });
  });

  it('choose an optimizer and its settings, and refuse those of another', () => {
    const lars = applyOverrides(base, ['trustCoefficient=0.01', 'optimizer=lars', 'learningRate=1']);
    expect(lars.optimizer).toEqual({ key: 'lars', trustCoefficient: 0.01, learningRate: 1 });
    expect(applyOverrides(base, ['optimizer=sgd'])).toEqual(base);
    expect(applyOverrides(base, ['optimizer.momentum=0.5']).optimizer).toEqual({ momentum: 0.5 });
    expect(() => applyOverrides(base, ['trustCoefficient=0.01'])).toThrow(
      refusal('INVALID_CONFIG', 'is a setting of the optimizer lars only', 'this run uses sgd'),
    );
  });

  it('lets a temperature be given before the method it belongs to', () => {
    const vicreg: RunConfigInput = { ...base, method: { key: 'vicreg' } };
    expect(applyOverrides(vicreg, ['temperature=0.3', 'method=simclr']).method).toEqual({
      key: 'simclr',
      temperature: 0.3,
    });
  });

  it('does not change the configuration it was given', () => {
    const before = structuredClone(base);
    applyOverrides(base, ['encoders=2', 'views=3']);
    expect(base).toEqual(before);
  });

  it('refuses an unknown key and names the nearest known one', () => {
    expect(() => applyOverrides(base, ['learning_rate=1'])).toThrowError(
      refusal('INVALID_ARGUMENT', 'learning_rate', "'learningRate'"),
    );
    expect(() => applyOverrides(base, ['epoch=1'])).toThrowError(refusal('INVALID_ARGUMENT', "'epochs'"));
    expect(() => applyOverrides(base, ['lr=1'])).toThrowError(refusal('INVALID_ARGUMENT', "'learningRate'"));
    expect(() => applyOverrides(base, ['temp=1'])).toThrowError(refusal('INVALID_ARGUMENT', "'temperature'"));
    expect(() => applyOverrides(base, ['constructor=1'])).toThrowError(
      refusal('INVALID_ARGUMENT', 'constructor'),
    );
  });

  it.each([
    ['epochs=many', 'epochs must be a number'],
    ['epochs=', 'epochs must be a number'],
    ['method=nonesuch', 'method must be one of .*simclr.*vicreg'],
    [
      'policy=gaussian',
      'policy must be one of digits-strong, .* \\(image\\); vector-weak, vector-strong \\(vector\\); .* \\(text\\)',
    ],
    ['unitNorm=yes', 'unitNorm must be true or false'],
    ['encoder.widths=64,x', 'encoder.widths must be numbers'],
  ])('refuses the bad value %s and names it', (pair, reason) => {
    expect(() => applyOverrides(base, [pair])).toThrowError(refusal('INVALID_CONFIG', pair, reason));
  });

  it('refuses a key without a value, and a temperature where there is none', () => {
    expect(() => applyOverrides(base, ['seed'])).toThrowError(
      refusal('INVALID_ARGUMENT', '--set seed=VALUE'),
    );
    expect(() => applyOverrides(base, ['method=vicreg', 'temperature=1'])).toThrowError(
      refusal('INVALID_CONFIG', 'temperature is a setting of the method simclr, moco, or swav only'),
    );
  });

  it('changes lists of texts, such as the other datasets of an experiment', () => {
    const known = settingsOf(experimentDefinitions.agreement.schema);
    expect(applyTo(known, {}, ['otherDatasets=emoji-google, emoji-apple', 'methods=simclr,vicreg'])).toEqual({
      otherDatasets: ['emoji-google', 'emoji-apple'],
      methods: ['simclr', 'vicreg'],
    });
  });

  it('changes what has no name of its own by its whole path', () => {
    const changed = applyOverrides(base, ['encoder.widths=64,8', 'scoring.policy=digits-strong', 'unitNorm=false', 'scoring.views=7']); // prettier-ignore
    expect(runConfigSchema.parse(changed)).toMatchObject({
      encoder: { key: 'mlp', widths: [64, 8] },
      scoring: { policy: 'digits-strong', unitNorm: false, distance: 'cosine', views: 7 },
    });
  });

  it('knows a name for every value of the configuration', () => {
    const values = (at: unknown, path: string): string[] =>
      typeof at === 'object' && at !== null && !Array.isArray(at)
        ? Object.entries(at).flatMap(([key, value]) => values(value, path === '' ? key : `${path}.${key}`))
        : [path];
    const whole = runConfigSchema.parse({ ...base, datapoints: 100, scoring: { policy: 'digits-weak' } });
    for (const path of values(whole, '')) expect(overridePaths, path).toHaveProperty([path]);
    expect(new Set(overrideKeys).size).toBe(overrideKeys.length);
  });

  it('a path may be written in one word', () => {
    expect(applyOverrides(base, ['scoringPolicy=digits-strong'])).toEqual(
      applyOverrides(base, ['scoring.policy=digits-strong']),
    );
  });
});

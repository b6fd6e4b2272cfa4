import { assertFits, presets, runConfigSchema, type DataKind } from '@engram/core';
import { expect, it } from 'vitest';

const kinds: Record<string, DataKind> = {
  mnist: 'image',
  'fashion-mnist': 'image',
  emoji: 'image',
  spam: 'text',
};

it.each(Object.entries(presets))(
  'the preset %s is a valid configuration under its own name, and fits its dataset',
  (name, input) => {
    const config = runConfigSchema.parse(input);
    expect(config).toMatchObject({ name });
    expect(() => assertFits(config, kinds[config.dataset]!)).not.toThrow();
  },
);

it('the demo has the settings under which the ranking of digits was found to be signal', () => {
  const config = runConfigSchema.parse(presets['mnist-quick']);
  expect(config).toMatchObject({
    datapoints: 1000,
    method: { key: 'simclr', temperature: 0.2 },
    encoder: { key: 'mlp', widths: [512, 512, 128] },
    policy: 'digits-weak',
    estimator: { key: 'half-split', encoders: 32 },
    epochs: 60,
    batch: 128,
    optimizer: { learningRate: 0.06, momentum: 0.9, weightDecay: 0, warmupFraction: 0 },
    scoring: { views: 10, distance: 'l2', unitNorm: true },
  });
});

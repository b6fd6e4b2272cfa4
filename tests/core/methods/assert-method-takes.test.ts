import { assertMethodTakes, runConfigSchema, type RunConfigInput } from '@engram/core';
import { expect, it } from 'vitest';

const digits = { shape: { height: 28, width: 28, channels: 1 }, classCount: 10, unlabelledCount: 0 };

const takes = (
  method: RunConfigInput['method'],
  data: Partial<typeof digits> = {},
  encoder: RunConfigInput['encoder'] = { key: 'mlp' },
): void => {
  const config = runConfigSchema.parse({
    dataset: 'x',
    method,
    encoder,
    policy: 'digits-weak',
    estimator: { key: 'half-split' },
    epochs: 1,
  });
  assertMethodTakes(config, { ...digits, ...data });
};

it.each<[RunConfigInput['method'], Partial<typeof digits>, RunConfigInput['encoder']?]>([
  [{ key: 'mae', patch: 7 }, {}],
  [{ key: 'mae', patch: 4 }, {}, { key: 'vit-tiny', patch: 4 }],
  [{ key: 'supervised' }, { classCount: 2 }],
  [{ key: 'simclr' }, { classCount: 0, unlabelledCount: 100 }],
])('%j takes data of %j', (method, data, encoder) => {
  expect(() => takes(method, data, encoder)).not.toThrow();
});

it.each<[RunConfigInput['method'], Partial<typeof digits>, RunConfigInput['encoder'], string]>([
  [{ key: 'mae', patch: 5 }, {}, { key: 'mlp' }, 'method.patch: images of 28 × 28 cannot be cut into patches of 5 × 5'],
  [{ key: 'mae', patch: 28 }, {}, { key: 'mlp' }, 'method.patch: images of 28 × 28 are one patch'],
  [{ key: 'mae', patch: 7 }, {}, { key: 'vit-tiny', patch: 4 }, "the encoder 'vit-tiny' works on patches of 4. Set it to 4."],
  [{ key: 'mae', patch: 4, decoderWidth: 20 }, {}, { key: 'vit-tiny', patch: 4 }, 'a multiple of 12 for the encoder \'vit-tiny\'. Set it to 24.'],
  [{ key: 'supervised' }, { classCount: 0 }, { key: 'mlp' }, 'the data have no labels. Choose a method that needs no labels'],
  [{ key: 'supervised' }, { classCount: 1 }, { key: 'mlp' }, 'the data have labels of one class only'],
  [{ key: 'supervised' }, { unlabelledCount: 1 }, { key: 'mlp' }, 'one datapoint has none'],
  [{ key: 'supervised' }, { unlabelledCount: 12 }, { key: 'mlp' }, '12 datapoints have none'],
])('%j refuses %j with %j: %s', (method, data, encoder, message) => {
  expect(() => takes(method, data, encoder)).toThrow(message);
}); // prettier-ignore

import { DomainError, encoderCards, encoderConfigSchema, encoderLayer, encoderLayers } from '@engram/core';
import { describe, expect, it } from 'vitest';

const mlp = encoderConfigSchema.parse({ key: 'mlp' });
const conv = encoderConfigSchema.parse({ key: 'small-conv', channels: [4, 6, 8] });

describe('the layers of an encoder', () => {
  it('stand in order, with features and pooling, and the last is the representation', () => {
    expect(encoderLayers(mlp).map(({ name, dims, pooling }) => [name, dims, pooling])).toEqual([
      ['layer1', 512, 'none'],
      ['layer2', 512, 'none'],
      ['representation', 128, 'none'],
    ]);
    expect(encoderLayers(conv).map(({ name, dims, pooling }) => [name, dims, pooling])).toEqual([
      ['conv1', 4, 'global-average'],
      ['conv2', 6, 'global-average'],
      ['representation', 8, 'global-average'],
    ]);
  });

  it('are found by name, and the last one by its number as well', () => {
    expect(encoderLayer(conv, 'conv2').index).toBe(1);
    expect(encoderLayer(conv, 'conv3')).toEqual(encoderLayer(conv, 'representation'));
  });

  it.each([
    [mlp, 'layer4', "layer: the encoder 'mlp' has no layer 'layer4'; the nearest are 'layer1' and 'layer2'."],
    [mlp, 'representaton', "no layer 'representaton'; the nearest is 'representation'."],
    [
      conv,
      'layer1',
      "'small-conv' has no layer 'layer1'; the nearest is 'conv1'. Its layers are conv1, conv2, ",
    ],
  ])('are refused when unknown, with the nearest names', (config, name, message) => {
    const looking = (): unknown => encoderLayer(config, name);
    expect(looking).toThrow(DomainError);
    expect(looking).toThrow(message);
  });
});

it('every encoder is presented in words', () => {
  expect(Object.keys(encoderCards)).toEqual(encoderConfigSchema.options.map(({ shape }) => shape.key.value));
  for (const { name, description } of Object.values(encoderCards)) {
    expect(name).not.toBe('');
    expect(description).toMatch(/\.$/);
  }
});

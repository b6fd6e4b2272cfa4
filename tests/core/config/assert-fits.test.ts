import { assertFits, runConfigSchema, type DataKind } from '@engram/core';
import { expect, it } from 'vitest';

const config = (changes: object) =>
  runConfigSchema.parse({
    name: 'fits',
    dataset: 'x',
    method: { key: 'simclr' },
    encoder: { key: 'mlp' },
    policy: 'digits-weak',
    estimator: { key: 'half-split' },
    epochs: 1,
    ...changes,
  });

it.each<[object, DataKind]>([
  [{}, 'image'],
  [{ policy: 'text-weak' }, 'text'],
  [{ policy: 'vector-strong' }, 'vector'],
  [{ policy: 'series-strong' }, 'series'],
  [{ method: { key: 'dino', localViews: 0 }, policy: 'text-weak' }, 'text'],
  [{ scoring: { layer: 'layer1' } }, 'image'],
  [{ encoder: { key: 'small-conv' }, policy: 'digits-weak' }, 'image'],
])('a configuration of %j fits data of the kind %s', (changes, kind) => {
  expect(() => assertFits(config(changes), kind)).not.toThrow();
});

it.each<[object, DataKind, string]>([
  [
    { encoder: { key: 'small-conv' } },
    'vector',
    "encoder: 'small-conv' is for image, and the dataset holds data of the kind vector",
  ],
  [{ method: { key: 'dino' } }, 'vector', "method: 'dino' with these settings is for image"],
  [{ method: { key: 'mae' } }, 'text', "method: 'mae' with these settings is for image"],
  [
    { policy: 'digits-weak' },
    'series',
    "policy: the operation 'resized-crop' is for image, and the dataset holds data of the kind series. Built in for it: vector-weak, vector-strong, series-weak, series-strong. Take one with --set policy=vector-weak",
  ],
  [
    { policy: 'text-weak', scoring: { policy: 'digits-weak' } },
    'text',
    "scoring.policy: the operation 'resized-crop' is for image",
  ],
])('a configuration of %j does not fit data of the kind %s', (changes, kind, message) => {
  expect(() => assertFits(config(changes), kind)).toThrow(message);
});

it('a layer that the encoder does not have is refused before anything is trained', () => {
  expect(() => assertFits(config({ scoring: { layer: 'conv1' } }), 'image')).toThrow(
    /the encoder 'mlp' has no layer 'conv1'; the nearest/,
  );
});

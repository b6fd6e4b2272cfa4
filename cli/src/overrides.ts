import { DomainError, policyKeys, type RunConfigInput } from '@engram/core';
import { nearestOf } from './nearest.ts';

type Change = (config: RunConfigInput, value: string, key: string) => RunConfigInput;

function refuse(key: string, value: string, wanted: string): never {
  throw new DomainError('INVALID_CONFIG', `--set ${key}=${value}: ${key} must be ${wanted}.`);
}

function numberOf(key: string, value: string): number {
  const number = Number(value);
  return value.trim() === '' || !Number.isFinite(number) ? refuse(key, value, 'a number') : number;
}

function oneOf<T extends string>(key: string, value: string, known: readonly T[]): T {
  return known.find((name) => name === value) ?? refuse(key, value, `one of ${known.join(', ')}`);
}

/** What `--set` can change, each with where it lies in the configuration. */
const changes: Record<string, Change> = {
  seed: (config, value, key) => ({ ...config, seed: numberOf(key, value) }),
  datapoints: (config, value, key) => ({ ...config, datapoints: numberOf(key, value) }),
  encoders: (config, value, key) => ({
    ...config,
    estimator: { ...config.estimator, encoders: numberOf(key, value) },
  }),
  epochs: (config, value, key) => ({ ...config, epochs: numberOf(key, value) }),
  views: (config, value, key) => ({ ...config, scoring: { ...config.scoring, views: numberOf(key, value) } }),
  method(config, value, key) {
    const method = oneOf(key, value, ['simclr', 'vicreg']);
    return method === config.method.key ? config : { ...config, method: { key: method } };
  },
  encoder(config, value, key) {
    const encoder = oneOf(key, value, ['mlp', 'small-conv']);
    return encoder === config.encoder.key ? config : { ...config, encoder: { key: encoder } };
  },
  policy: (config, value, key) => ({ ...config, policy: oneOf(key, value, policyKeys) }),
  batch: (config, value, key) => ({ ...config, batch: numberOf(key, value) }),
  temperature(config, value, key) {
    if (config.method.key !== 'simclr')
      throw new DomainError(
        'INVALID_CONFIG',
        `--set ${key}=${value}: only the method simclr has a temperature, and this run uses ${config.method.key}.`,
      );
    return { ...config, method: { ...config.method, temperature: numberOf(key, value) } };
  },
  learningRate: (config, value, key) => ({
    ...config,
    optimizer: { ...config.optimizer, learningRate: numberOf(key, value) },
  }),
};

export const overrideKeys = Object.keys(changes);

/** Where the configuration says what `--set KEY` changed, to name the key when the value is refused later. */
export const overridePaths: Record<string, string> = {
  'estimator.encoders': 'encoders',
  'scoring.views': 'views',
  'method.temperature': 'temperature',
  'optimizer.learningRate': 'learningRate',
};

/**
 * Applies `key=value` pairs to a configuration.
 * @throws DomainError INVALID_ARGUMENT for an unknown key, naming the nearest known one; INVALID_CONFIG for a bad value.
 */
export function applyOverrides(config: RunConfigInput, pairs: readonly string[]): RunConfigInput {
  // The method decides whether there is a temperature: what chooses goes before what refines.
  const parsed = pairs.map(parsePair).sort((a, b) => Number(b.key === 'method') - Number(a.key === 'method'));
  return parsed.reduce((changed, { key, value }) => changes[key]!(changed, value, key), config);
}

function parsePair(pair: string): { key: string; value: string } {
  const at = pair.indexOf('=');
  const key = at < 0 ? pair : pair.slice(0, at);
  if (!Object.hasOwn(changes, key))
    throw new DomainError(
      'INVALID_ARGUMENT',
      `--set ${pair}: there is no setting '${key}'; the nearest is '${nearestOf(key, overrideKeys)}'. ` +
        `Known are ${overrideKeys.join(', ')}.`,
    );
  if (at < 0)
    throw new DomainError('INVALID_ARGUMENT', `--set ${pair}: a value is missing. Write --set ${key}=VALUE.`);
  return { key, value: pair.slice(at + 1) };
}

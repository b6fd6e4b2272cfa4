import { differingKeys, type ComparabilityKey, type RunConfigInput } from '@engram/core';
import { expect, it } from 'vitest';
import { comparabilityKey } from '../../../worker/src/pipeline/estimate.ts';
import { planRun } from '../../../worker/src/pipeline/plan.ts';
import { toyConfig, toyData } from './toy-run.ts';

const base: Partial<RunConfigInput> = {
  estimator: { key: 'half-split', encoders: 4 },
  scoring: { views: 4 },
};

function keyOf(changes: Partial<RunConfigInput> = {}, more: { codeVersion?: string; engine?: string } = {}) {
  const config = toyConfig({ ...base, ...changes });
  const data = toyData(40);
  const plan = planRun(config, data.indices.length);
  return comparabilityKey({ config, plan, data, codeVersion: 'one', engine: 'cpu', ...more });
}

const scoring = (changes: object) => ({ scoring: { views: 4, ...changes } });
/** The parts of the key that a change of a run changes, and no others. */
const table: [change: string, other: () => ComparabilityKey, parts: (keyof ComparabilityKey)[]][] = [
  ['nothing', () => keyOf(), []],
  ['the name', () => keyOf({ name: 'another' }), []],
  ['the confidence', () => keyOf(scoring({ confidence: 0.9 })), []],
  ['the distance', () => keyOf(scoring({ distance: 'l1' })), ['distance']],
  ['unit norm', () => keyOf(scoring({ unitNorm: false })), ['unitNorm']],
  ['the number of views', () => keyOf(scoring({ views: 5 })), ['views']],
  ['the policy of the scoring views', () => keyOf(scoring({ policy: 'digits-strong' })), ['policyHash']],
  [
    'the policy of training and scoring',
    () => keyOf({ policy: 'digits-strong' }),
    ['policyHash', 'encoderIds'],
  ],
  ['the epochs', () => keyOf({ epochs: 4 }), ['encoderIds']],
  ['the batch', () => keyOf({ batch: 8 }), ['encoderIds']],
  ['the method', () => keyOf({ method: { key: 'vicreg' } }), ['encoderIds']],
  ['the temperature', () => keyOf({ method: { key: 'simclr', temperature: 0.5 } }), ['encoderIds']],
  ['the widths of the encoder', () => keyOf({ encoder: { key: 'mlp', widths: [24, 9] } }), ['encoderIds']],
  ['the encoder', () => keyOf({ encoder: { key: 'small-conv', channels: [4] } }), ['pooling', 'encoderIds']],
  [
    'the number of encoders',
    () => keyOf({ estimator: { key: 'half-split', encoders: 6 } }),
    ['encoderIds', 'nIn', 'nOut', 'splitHash'],
  ],
  ['the seed', () => keyOf({ seed: 7 }), ['viewSeed', 'encoderIds', 'splitHash']],
  ['the code', () => keyOf({}, { codeVersion: 'two' }), ['codeVersion']],
  ['the engine', () => keyOf({}, { engine: 'onnxruntime' }), ['encoderIds']],
];

it.each(table)('the comparability key tells runs apart by %s', (_change, other, parts) => {
  expect(differingKeys(keyOf(), other()).sort()).toEqual([...parts].sort());
});

it('the comparability key tells estimators apart', () => {
  const other = keyOf({ estimator: { key: 'fg-split', encoders: 4 } });
  expect(differingKeys(keyOf(), other)).toEqual(expect.arrayContaining(['estimator', 'splitHash', 'nIn']));
  expect(keyOf()).toMatchObject({ pairForm: 'two-views', layer: 'representation', nIn: '2', nOut: '2' });
});

it('the comparability key tells apart which contents were scored', () => {
  const config = toyConfig(base);
  const of = (count: number, from: number) => {
    const data = toyData(count);
    const plan = planRun(config, 40);
    const contentHashes = data.contentHashes.slice(from, from + 40);
    return comparabilityKey({ config, plan, data: { contentHashes }, codeVersion: 'one', engine: 'cpu' });
  };
  expect(differingKeys(of(80, 0), of(80, 40))).toEqual(['splitHash']);
});

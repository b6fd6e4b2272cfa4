import { canonicalJson, ensembleConfigOf } from '@engram/core';
import { expect, it } from 'vitest';
import type { Ensemble } from '../../../../web/src/features/run/ensemble/ensemble-document.ts';
import {
  canBeMeasured,
  ensembleFacts,
  missingCheckpoints,
} from '../../../../web/src/features/run/ensemble/ensemble-facts.ts';
import { config } from '../../../factories/run.ts';

const whole = {
  config: canonicalJson(ensembleConfigOf(config)),
  origin: 'TRAINED',
  design: 'half-split',
  encoderCount: 32,
  trainedCount: 32,
  checkpointCount: 32,
  sizeBytes: 3 * 2 ** 20,
  method: { id: 'm', name: 'SimCLR' },
} as Ensemble;
const facts = (patch: Partial<Ensemble> = {}): Record<string, string> =>
  Object.fromEntries(ensembleFacts({ ...whole, ...patch }).map(({ term, value }) => [term, value]));

it('an ensemble is told by what trained it and what is left of it', () => {
  expect(facts()).toEqual({
    Encoders: '32, all trained',
    Checkpoints: '32 stored',
    'Size on disk': '3.0 MiB',
    Design: 'half-split',
    Method: 'SimCLR',
    Encoder: 'mlp 512-512-128',
    'Augmentation policy': 'digits-weak',
  });
});

it.each<[string, Partial<Ensemble>, Record<string, string | undefined>, number]>([
  [
    'under training',
    { trainedCount: 5, checkpointCount: 5 },
    { Encoders: '5 of 32 trained', Checkpoints: '5 stored' },
    27,
  ],
  [
    'pruned',
    { checkpointCount: 0, sizeBytes: 0 },
    { Checkpoints: '0 stored, 32 pruned', 'Size on disk': undefined },
    32,
  ],
  ['pruned in part', { checkpointCount: 30 }, { Checkpoints: '30 stored, 2 pruned' }, 2],
  ['of an earlier version', { sizeBytes: 0 }, { 'Size on disk': 'not recorded' }, 0],
  [
    'imported as models',
    {
      origin: 'IMPORTED',
      encoderCount: 2,
      trainedCount: 2,
      checkpointCount: 2,
      sizeBytes: 2048,
      config: '{}',
    },
    { Encoders: '2, trained elsewhere', Checkpoints: '2 stored', Encoder: undefined },
    0,
  ],
  [
    'imported',
    { origin: 'IMPORTED', encoderCount: 2, trainedCount: 2, checkpointCount: 0, sizeBytes: 0, config: '{}' },
    {
      Encoders: '2, trained elsewhere',
      Checkpoints: 'none: only representations were imported',
      'Size on disk': undefined,
      Encoder: undefined,
    },
    2,
  ],
  [
    'of imported scores',
    { origin: 'IMPORTED', encoderCount: 0, trainedCount: 0, checkpointCount: 0, sizeBytes: 0, config: '{}' },
    { Encoders: 'none: only scores were imported', Checkpoints: undefined },
    0,
  ],
])('one that is %s says so', (_what, patch, expected, missing) => {
  const found = facts(patch);
  for (const [term, value] of Object.entries(expected)) expect(found[term]).toBe(value);
  expect(missingCheckpoints({ ...whole, ...patch })).toBe(missing);
});

it.each([
  ['trained, also where its checkpoints are pruned', { checkpointCount: 0 }, true],
  ['imported as models', { origin: 'IMPORTED', checkpointCount: whole.encoderCount }, true],
  ['imported, and its models freed', { origin: 'IMPORTED', checkpointCount: 0 }, false],
  ['of imported scores', { origin: 'IMPORTED', encoderCount: 0, checkpointCount: 0 }, false],
])('one that is %s can be measured again or not', (_what, patch, expected) => {
  expect(canBeMeasured({ ...whole, ...patch } as Ensemble)).toBe(expected);
});

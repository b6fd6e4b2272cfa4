import { encoders, ensembles, runs, trainingStates } from '@engram/store';
import { beforeEach, expect, it } from 'vitest';
import { createDataset, createRun } from '../../../factories/run.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const state = { hash: 'a', sizeBytes: 10, steps: 5, engine: 'onnxruntime 1', codeVersion: 'v1' };
let key: { ensembleId: string; index: number };
let runId: string;

beforeEach(async () => {
  const run = await createRun(scratch.store, await createDataset(scratch.store, 10), 'RUNNING');
  runId = run.id;
  key = { ensembleId: run.ensembleId, index: 1 };
});
const save = (changes: Partial<typeof state>) =>
  trainingStates.save(scratch.store, key, { ...state, ...changes });
const found = async (codeVersion = 'v1') =>
  (await trainingStates.find(scratch.store, key, codeVersion))?.hash;

it('a further state takes the place of the one before, which nothing needs any more', async () => {
  expect(await found()).toBeUndefined();
  expect(await save({})).toBeNull();
  expect(await found()).toBe('a');
  expect(await found('v2')).toBeUndefined();
  expect(await save({ hash: 'b', steps: 6 })).toBe('a');
  expect(await save({ hash: 'b', steps: 6 })).toBeNull();
  expect(await trainingStates.remove(scratch.store, key)).toBe('b');
  expect(await trainingStates.remove(scratch.store, key)).toBeNull();
});

it('what a worker that was cut off sends late takes no place', async () => {
  await save({ hash: 'b', steps: 6 });
  expect(await save({ hash: 'late', steps: 5 })).toBe('late');
  expect(await found()).toBe('b');
  // Of another engine or version nobody else makes use.
  expect(await save({ hash: 'other', steps: 1, codeVersion: 'v2' })).toBe('b');
  await trainingStates.remove(scratch.store, key);
  await encoders.saveTrained(scratch.store, {
    ...{
      ...key,
      checkpointHash: 'c',
      initialisationSeed: 's',
      trainedOn: new Uint8Array(10),
      engine: 'onnxruntime 1',
    },
    ...{ finalLoss: 1, lossHistory: [1], trainDurationMs: 1 },
  });
  expect(await save({ hash: 'too late', steps: 9 })).toBe('too late');
  expect(await found()).toBeUndefined();
});

it('is forgotten with ensembles that no run uses', async () => {
  await save({});
  expect(await trainingStates.removeIdle(scratch.store, [key.ensembleId])).toEqual([]);
  await runs.transition(scratch.store, runId, 'CANCELLED');
  expect(await trainingStates.hashes(scratch.store)).toContain('a');
  expect(await trainingStates.removeIdle(scratch.store, [key.ensembleId])).toEqual(['a']);
  expect(await ensembles.find(scratch.store, key.ensembleId)).not.toBeNull();
});

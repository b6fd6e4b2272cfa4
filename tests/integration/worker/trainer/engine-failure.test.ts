import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { resolveEngine } from '../../../../worker/src/devices/survey-engines.ts';
import { writeDatasetFiles } from '../../../../worker/src/datasets/dataset-files.ts';
import type { TaskProgress, TrainResult, TrainTask } from '../../../../worker/src/trainer/protocol.ts';
import { TrainerPool } from '../../../../worker/src/trainer/trainer-pool.ts';
import { toyConfig, toyDataset } from '../../../worker/pipeline/toy-run.ts';

const config = toyConfig();
const dataset = toyDataset(40);
const plant = new URL('./plant-failure.mjs', import.meta.url).href;
let home: string;
let undisturbed: TrainResult;

/** Trains an encoder while the first trainers fail; with the number of trainers that were started. */
async function train(
  say: string | null,
  trainers: number,
): Promise<{ result: Promise<TrainResult>; tried: () => Promise<number> }> {
  const file = join(home, 'trainers');
  await writeFile(file, '');
  process.env['NODE_OPTIONS'] = `--import ${plant}`;
  process.env['PLANTED_FAILURE'] = JSON.stringify({ file, say, trainers });
  const pool = new TrainerPool(
    { home, engine: await resolveEngine('onnxruntime'), threads: 1, encodersAtOnce: 1, checkpointSeconds: 0 },
    1,
  );
  const result = pool
    .run<'train'>(
      { kind: 'train', config, datasetHash: dataset.contentHash, encoder: 1 },
      { signal: new AbortController().signal, onProgress: () => {} },
    )
    .finally(() => pool.close());
  return { result, tried: async () => (await readFile(file, 'utf8')).trim().split('\n').length };
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'engram-engine-failure-'));
  await writeDatasetFiles(home, dataset);
  undisturbed = await (await train('', 0)).result;
});
afterEach(() => {
  delete process.env['NODE_OPTIONS'];
  delete process.env['PLANTED_FAILURE'];
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe.each([
  ['memory that runs out', 'Failed to allocate memory for requested buffer of size 4294967296'],
  ['a device that is lost', 'WebGPU device lost (1): a reason that no test knows'],
  ['a driver that ends the process', null],
])('%s', (_, say) => {
  it('costs one more trainer, which trains the same encoder to the last bit', async () => {
    const { result, tried } = await train(say, 1);
    expect((await result).checkpointHash).toBe(undisturbed.checkpointHash);
    expect(await tried()).toBe(2);
  });

  it('fails the task the second time, with what to do', async () => {
    const { result, tried } = await train(say, 9);
    const error: unknown = await result.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'ENGINE_FAILED' });
    const { message } = error as Error;
    expect(message).toContain('Encoder 1 could not be computed');
    expect(message).toContain(say ?? 'SIGABRT');
    expect(message).toMatch(/tried 2 times.*lower ENGRAM_THREADS.*Then resume the run/);
    expect(await tried()).toBe(2);
  });
});

it('a second trainer goes on from what the first one saved, to the last bit', async () => {
  const engine = await resolveEngine('onnxruntime');
  const pool = new TrainerPool(
    { ...{ home, engine, threads: 1, encodersAtOnce: 1 }, checkpointSeconds: 0.01 },
    1,
  );
  const long = toyConfig({ epochs: 60 });
  const task: TrainTask = { kind: 'train', config: long, datasetHash: dataset.contentHash, encoder: 1 };
  const { signal } = new AbortController();
  let killedAfter: number | null = null;
  const wentOn: number[] = [];
  const onProgress = ({ saved, goesOnAfter }: TaskProgress): void => {
    if (goesOnAfter !== undefined) wentOn.push(goesOnAfter);
    if (!saved || killedAfter !== null) return;
    task.saved = saved;
    killedAfter = saved.steps;
    process.kill(pool.processIds()[0]!, 'SIGKILL');
  };
  try {
    const { checkpointHash, lossHistory } = await pool.run<'train'>(task, { signal, onProgress });
    expect(wentOn).toEqual([killedAfter]);
    const whole = await pool.run<'train'>({ ...task, saved: undefined }, { signal, onProgress: () => {} });
    expect({ checkpointHash, lossHistory }).toEqual({
      checkpointHash: whole.checkpointHash,
      lossHistory: whole.lossHistory,
    });
  } finally {
    pool.close();
  }
});

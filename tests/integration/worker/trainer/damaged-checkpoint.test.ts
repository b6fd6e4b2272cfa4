import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointPath } from '../../../../worker/src/files/checkpoint-store.ts';
import { writeDatasetFiles } from '../../../../worker/src/datasets/dataset-files.ts';
import { selectEngine } from '../../../../worker/src/engine/registry.ts';
import type {
  NeighboursResult,
  ScoreResult,
  TrainerTask,
  TrainResult,
} from '../../../../worker/src/trainer/protocol.ts';
import { TaskRunner } from '../../../../worker/src/trainer/task-runner.ts';
import { toyConfig, toyDataset } from '../../../worker/pipeline/toy-run.ts';

const config = toyConfig();
const dataset = toyDataset(40);
const engine = 'an engine 1.0';
let home: string;
let trained: TrainResult;
let undisturbed: ScoreResult;

const run = <T>(task: TrainerTask): Promise<T> =>
  new TaskRunner(home, engine).run(task, new AbortController().signal, () => {}) as Promise<T>;
const task = { config, datasetHash: dataset.contentHash, encoder: 1 } as const;
const score = (): Promise<ScoreResult> =>
  run({ kind: 'score', ...task, checkpointHash: trained.checkpointHash });
const neighbours = (of = engine): Promise<NeighboursResult> =>
  run({ kind: 'neighbours', ...task, checkpointHash: trained.checkpointHash, engine: of });

beforeAll(async () => {
  await selectEngine('cpu');
  home = await mkdtemp(join(tmpdir(), 'engram-trainer-'));
  await writeDatasetFiles(home, dataset);
  trained = await run<TrainResult>({ kind: 'train', ...task });
  undisturbed = await score();
});
afterAll(() => rm(home, { recursive: true, force: true }));

const damages: [string, (path: string) => Promise<unknown>][] = [
  ['missing', (path) => rm(path)],
  ['empty', (path) => truncate(path, 0)],
  ['cut short', (path) => truncate(path, 100)],
  [
    'changed in one bit',
    async (path) => {
      const bytes = await readFile(path);
      bytes[200]! ^= 4;
      await writeFile(path, bytes);
    },
  ],
];

describe('a checkpoint that is', () => {
  it.each(damages)('%s is trained again: the same bytes, losses and neighbours', async (what, damage) => {
    const path = checkpointPath(home, trained.checkpointHash);
    const bytes = await readFile(path);
    expect(undisturbed.trainedAgain).toBeNull();

    await damage(path);
    const { trainedAgain, perDatapoint, pairDistances } = await score();
    expect(trainedAgain?.checkpointHash).toBe(trained.checkpointHash);
    expect(trainedAgain?.lossHistory).toEqual(trained.lossHistory);
    expect(perDatapoint).toEqual(undisturbed.perDatapoint);
    expect(pairDistances).toEqual(undisturbed.pairDistances);
    expect((await readFile(path)).equals(bytes)).toBe(true);

    const found = await neighbours();
    expect(found.trainedAgain).toBe(false);
    await damage(path);
    if (what === 'missing') {
      await expect(neighbours()).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
      return writeFile(path, bytes);
    }
    expect(await neighbours()).toEqual({ ...found, trainedAgain: true });
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it('damaged is not replaced by one of another engine', async () => {
    const path = checkpointPath(home, trained.checkpointHash);
    const bytes = await readFile(path);
    await truncate(path, 100);
    await expect(neighbours('another engine 2.0')).rejects.toMatchObject({ code: 'INVALID_FILE' });
    await writeFile(path, bytes);
  });
});

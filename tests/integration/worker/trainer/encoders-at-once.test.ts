import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resolveEngine } from '../../../../worker/src/devices/survey-engines.ts';
import { writeDatasetFiles } from '../../../../worker/src/datasets/dataset-files.ts';
import type { ScoreResult, TrainResult } from '../../../../worker/src/trainer/protocol.ts';
import { TrainerPool } from '../../../../worker/src/trainer/trainer-pool.ts';
import type { EncodersAtOnce } from '../../../../worker/src/trainer/trainings-at-once.ts';
import { toyConfig, toyDataset } from '../../../worker/pipeline/toy-run.ts';

const config = toyConfig();
const dataset = toyDataset(40);
const datasetHash = dataset.contentHash;
const encoders = [0, 1, 2, 3];
const { signal } = new AbortController();
const options = { signal, onProgress: () => {} };
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'engram-at-once-'));
  await writeDatasetFiles(home, dataset);
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** Trains and measures the encoders in one process; `disturb` is called with each progress of a training. */
async function trainAll(
  encodersAtOnce: EncodersAtOnce,
  disturb?: (pool: TrainerPool) => void,
): Promise<{ trained: TrainResult[]; scored: ScoreResult[] }> {
  const pool = new TrainerPool(
    { home, engine: await resolveEngine('onnxruntime'), threads: 1, encodersAtOnce, checkpointSeconds: 0 },
    1,
  );
  try {
    const onProgress = (): void => disturb?.(pool);
    const trained = await Promise.all(
      encoders.map((encoder) =>
        pool.run<'train'>({ kind: 'train', config, datasetHash, encoder }, { signal, onProgress }),
      ),
    );
    const scored = await Promise.all(
      trained.map(({ checkpointHash }, encoder) =>
        pool.run<'score'>({ kind: 'score', config, datasetHash, encoder, checkpointHash }, options),
      ),
    );
    return { trained, scored };
  } finally {
    pool.close();
  }
}

const expectAgreement = (a: Awaited<ReturnType<typeof trainAll>>, b: typeof a): void => {
  encoders.forEach((e) => {
    expect(a.trained[e]!.trainedOn).toEqual(b.trained[e]!.trainedOn);
    expect(a.trained[e]!.initialisationSeed).toBe(b.trained[e]!.initialisationSeed);
    a.trained[e]!.lossHistory.forEach((loss, epoch) =>
      expect(Math.abs(loss - b.trained[e]!.lossHistory[epoch]!)).toBeLessThan(1e-5),
    );
    a.scored[e]!.perDatapoint.forEach((value, n) =>
      expect(Math.abs(value - b.scored[e]!.perDatapoint[n]!)).toBeLessThan(1e-5),
    );
  });
};

it('encoders trained four at once have the masks, seeds, losses and alignments of those trained one after another', async () => {
  const one = await trainAll(1);
  expectAgreement(await trainAll(4), one);
  // Another number than divides them; `auto` measures first.
  expectAgreement(await trainAll(3), one);
  expectAgreement(await trainAll('auto'), one);
});

it('all of them are trained again, and the same, when their process is killed', async () => {
  const one = await trainAll(1);
  let first: number | undefined;
  let last: number | undefined;
  const killed = await trainAll(4, (pool) => {
    [last] = pool.processIds();
    if (first !== undefined) return;
    first = last!;
    process.kill(first, 'SIGKILL');
  });
  expect(last).not.toBe(first);
  expectAgreement(killed, one);
});

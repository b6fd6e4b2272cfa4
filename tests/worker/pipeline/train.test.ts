import * as tf from '@tensorflow/tfjs';
import { DomainError, median, methodCards, pairCount, viewNoise, type MethodKey } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { saveWeights } from '../../../worker/src/encoders/weights.ts';
import type { OnnxRuntimeBackend } from '../../../worker/src/engine/onnxruntime/backend.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { representationSpread } from '../../../worker/src/pipeline/collapse.ts';
import { positionsFrom } from '../../../worker/src/datasets/pixel-source.ts';
import { partOf } from '../../../worker/src/pipeline/examinations/halves.ts';
import { measureEncoder } from '../../../worker/src/pipeline/measure.ts';
import { ViewCache } from '../../../worker/src/measures/scoring-views.ts';
import { trainEncoder, type TrainEncoderOptions } from '../../../worker/src/pipeline/train.ts';
import { toyConfig, toyData } from './toy-run.ts';
import { enginesHere } from '../engine/engines-here.ts';

const data = toyData(40);
const trainOn = Int32Array.from({ length: 30 }, (_, n) => n);
const options = (changes: Partial<TrainEncoderOptions> = {}): TrainEncoderOptions => ({
  config: toyConfig(),
  data,
  trainOn,
  seed: 'seed',
  ...changes,
});
const failure = async (promise: Promise<unknown>): Promise<DomainError> => {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DomainError);
  return error as DomainError;
};

describe.each(enginesHere)('training on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it('lowers the loss, reports every step, and leaves nothing but the encoder behind', async () => {
    const before = tf.memory().numTensors;
    const seen: [number, number][] = [];
    const config = toyConfig({ epochs: 12 });
    const onProgress = (done: number, total: number): void => void seen.push([done, total]);
    const { encoder, lossHistory, alignmentHistory, steps } = await trainEncoder(
      options({ config, onProgress }),
    );
    expect(steps).toBe(24);
    expect(seen).toEqual(Array.from({ length: 24 }, (_, i) => [i + 1, 24]));
    expect(lossHistory).toHaveLength(12);
    expect(lossHistory.at(-1)!).toBeLessThan(lossHistory[0]! - 0.3);
    expect(alignmentHistory).toHaveLength(12);
    expect(alignmentHistory.at(-1)!).toBeLessThan(alignmentHistory[0]!);
    // Representations of length 1: no two lie further apart than 2.
    expect(alignmentHistory.every((loss) => loss > 0 && loss < 2)).toBe(true);
    expect(await representationSpread(encoder, data, trainOn)).toBeGreaterThan(0.1);
    encoder.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  // The others compile nothing.
  if (engine.startsWith('onnxruntime'))
    it.each(Object.keys(methodCards) as MethodKey[])(
      'compiles one graph for each size of a batch, the first and the last step of an epoch too: %s',
      async (key) => {
        const backend = tf.backend() as OnnxRuntimeBackend;
        const compiled = async (datapoints: number): Promise<number[]> => {
          await backend.sessions.clear();
          const sizes = new Set<number>();
          const onProgress = (): void => void sizes.add(backend.sessions.size);
          const config = toyConfig({
            method: { key } as never,
            optimizer: { learningRate: 0.02 },
            epochs: 3,
          });
          const some = Int32Array.from({ length: datapoints }, (_, n) => n);
          (await trainEncoder(options({ config, trainOn: some, onProgress }))).encoder.dispose();
          return [...sizes];
        };
        // Two batches of 15; of 16 and 15.
        expect((await compiled(30)).at(-1)).toBe(1);
        expect((await compiled(31)).at(-1)).toBe(2);
      },
    );

  it('gives the same weights and scores to the last bit for the same seed', async () => {
    const results = [];
    for (const seed of ['seed', 'seed', 'other']) {
      const { encoder } = await trainEncoder(options({ seed }));
      const scores = await measureEncoder({ config: toyConfig(), encoder, data });
      results.push({ weights: await saveWeights(encoder), scores });
      encoder.dispose();
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]!.weights).not.toEqual(results[0]!.weights);
  });

  it('ends with step, last finite loss and advice when the loss is no longer finite', async () => {
    const before = tf.memory().numTensors;
    const config = toyConfig({ method: { key: 'vicreg' }, optimizer: { learningRate: 1e12 }, epochs: 5 });
    const error = await failure(trainEncoder(options({ config })));
    expect(error.code).toBe('TRAINING_DIVERGED');
    expect(error.message).toMatch(
      /not finite at step \d+ of 10 .*Lower learningRate \(now 1000000000000\), or raise warmupFraction \(now 0\)/,
    );
    expect(error.details['lastFiniteLoss']).toEqual(expect.any(Number));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('ends when all representations become one point', async () => {
    const before = tf.memory().numTensors;
    const method = { key: 'vicreg', invarianceWeight: 25, varianceWeight: 0, covarianceWeight: 0 } as const;
    // The decay takes all of the weights away in the first step.
    const optimizer = { learningRate: 0.05, momentum: 0, weightDecay: 20 };
    const config = toyConfig({ method, epochs: 20, optimizer });
    const error = await failure(trainEncoder(options({ config })));
    expect(error.code).toBe('REPRESENTATION_COLLAPSED');
    expect(error.message).toMatch(/spread is .* after step 40 .*raise varianceWeight\.$/);
    const short = await failure(trainEncoder(options({ config: { ...config, epochs: 4 } })));
    expect(short.message).toMatch(
      /after step 8 .*, or raise varianceWeight, or raise epochs \(now 4\): so few/,
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stops when it is cancelled', async () => {
    const abort = new AbortController();
    const onProgress = (done: number): void => (done === 2 ? abort.abort() : undefined);
    const error = await failure(trainEncoder(options({ signal: abort.signal, onProgress })));
    expect([error.code, error.message]).toEqual(['CANCELLED', 'Training was cancelled after 2 of 6 steps.']);
  });
});

describe('scoring', () => {
  beforeAll(async () => void (await selectEngine('onnxruntime')));

  it('gives the same losses with and without cached views, and whatever else is scored along', async () => {
    const { encoder } = await trainEncoder(options());
    const config = toyConfig();
    const plain = await measureEncoder({ config, encoder, data });
    const viewCache = new ViewCache();
    for (let i = 0; i < 2; i++)
      expect(await measureEncoder({ config, encoder, data, viewCache })).toEqual(plain);
    const few = toyData(40);
    const part = partOf(few, [...positionsFrom(10, 10)]);
    const some = await measureEncoder({ config, encoder, data: part, viewCache });
    some.perDatapoint.forEach((loss, n) => expect(loss).toBeCloseTo(plain.perDatapoint[n + 10]!, 5));
    expect(plain.perDatapoint.every((loss) => loss > 0 && loss < 2)).toBe(true);
    encoder.dispose();
  });

  it('measures the layer that it is asked for', async () => {
    const { encoder } = await trainEncoder(options());
    const of = async (layer?: string) =>
      (await measureEncoder({ config: toyConfig({ scoring: { views: 4, layer } }), encoder, data }))
        .perDatapoint;
    expect(await of('representation')).toEqual(await of());
    expect(await of('layer2')).toEqual(await of());
    expect(await of('layer1')).not.toEqual(await of());
    await expect(of('layer3')).rejects.toThrow(/has no layer 'layer3'/);
    encoder.dispose();
  });

  it('tells the noise of the views from the distances it hands out, and none of two views', async () => {
    const { encoder } = await trainEncoder(options());
    const config = toyConfig();
    const { views } = config.scoring;
    const pairDistances = new Float32Array(data.indices.length * pairCount(views));
    const scored = await measureEncoder({ config, encoder, data, pairDistances });
    expect(scored).toEqual(await measureEncoder({ config, encoder, data }));
    expect(scored.viewNoise).toBe(median(viewNoise(pairDistances, views)));
    expect(scored.viewNoise).toBeGreaterThan(0);
    const two = await measureEncoder({ config: toyConfig({ scoring: { views: 2 } }), encoder, data });
    expect(two.viewNoise).toBeNull();
    encoder.dispose();
  });
});

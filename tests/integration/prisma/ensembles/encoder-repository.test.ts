import { encoders, ensembles, query } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { saveEncoder, type EncoderInput } from '../../../factories/encoder.ts';
import { config, createDataset, createRun } from '../../../factories/run.ts';
import { countStatements } from '../../../helpers/postgres/statements.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();

describe('encoders', () => {
  it('keep their alignment losses to the last bit, and other losses take their place', async () => {
    const run = await createRun(scratch.store, await createDataset(scratch.store, 4));
    const encoder: EncoderInput = {
      index: 1,
      checkpointHash: null,
      initialisationSeed: '18446744073709551615',
      alignment: Float64Array.of(0.1 + 0.2, -0, 5e-324, 1e308),
      trainedOn: Uint8Array.of(1, 0, 1, 0),
      viewNoise: 0.1 + 0.2,
      finalLoss: 1 / 3,
      lossHistory: [3, 2, 1 / 3],
      trainDurationMs: 12.5,
      scoreDurationMs: 1,
      engine: 'cpu',
    };
    const first = { ...encoder, finalLoss: 9, alignment: new Float64Array(4) };
    expect(await countStatements(() => saveEncoder(scratch.store, run, first))).toBe(2);
    await saveEncoder(scratch.store, run, encoder);
    await saveEncoder(scratch.store, run, {
      ...encoder,
      index: 0,
      viewNoise: undefined,
      alignmentHistory: [0.5],
    });
    const [other, second] = await encoders.list(scratch.store, run.id);
    expect(second).toMatchObject({ ...encoder, alignmentHistory: [] });
    expect(Object.is(second!.alignment[1], -0)).toBe(true);
    expect(other).toMatchObject({ index: 0, viewNoise: null, alignmentHistory: [0.5] });
    expect(await encoders.count(scratch.store, run.id)).toBe(2);
    expect(await encoders.list(scratch.store, 'nonsense')).toEqual([]);
  });

  it('are not stored twice: what a worker sends late changes nothing', async () => {
    const run = await createRun(scratch.store, await createDataset(scratch.store, 2));
    const hashes = ['a', 'b', 'c'].map((digit) => digit.repeat(64));
    const trained = (checkpointHash: string, trainDurationMs: number) => ({
      ...{ ensembleId: run.ensembleId, index: 0, initialisationSeed: '1', engine: 'cpu' },
      ...{ trainedOn: Uint8Array.of(1, 0), finalLoss: 0, lossHistory: [0] },
      ...{ checkpointHash, trainDurationMs },
    });
    const measured = (scoreDurationMs: number, loss = 1) => ({
      ...{ runId: run.id, index: 0, viewNoise: null, scoreDurationMs },
      alignment: Float64Array.of(loss, 2),
    });
    const stored = async () => (await encoders.list(scratch.store, run.id))[0]!;

    await encoders.saveTrained(scratch.store, trained(hashes[0]!, 1));
    await encoders.saveMeasured(scratch.store, measured(1));
    const before = await stored();
    await encoders.saveTrained(scratch.store, trained(hashes[0]!, 2));
    await encoders.saveTrained(scratch.store, trained(hashes[1]!, 2));
    await encoders.saveMeasured(scratch.store, measured(2));
    expect(await stored()).toEqual(before);

    // Trained again for a checkpoint that was lost, on another engine say.
    await encoders.saveTrained(scratch.store, trained(hashes[1]!, 3), hashes[2]!);
    expect(await stored()).toEqual(before);
    await encoders.saveTrained(scratch.store, trained(hashes[1]!, 3), hashes[0]!);
    await encoders.saveMeasured(scratch.store, measured(3, 5));
    expect(await stored()).toMatchObject({
      ...{ checkpointHash: hashes[1], trainDurationMs: 3, scoreDurationMs: 3 },
      alignment: Float64Array.of(5, 2),
    });
  });

  it('of a run that is not stored are refused', async () => {
    const run = await createRun(scratch.store, await createDataset(scratch.store, 1));
    await scratch.store.prisma.run.delete({ where: { id: run.id } });
    const orphan = saveEncoder(scratch.store, run, {
      index: 0,
      checkpointHash: null,
      initialisationSeed: '0',
      alignment: new Float64Array(1),
      trainedOn: new Uint8Array(1),
      finalLoss: 0,
      lossHistory: [],
      trainDurationMs: 0,
      scoreDurationMs: 0,
      engine: 'cpu',
    });
    await expect(orphan).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the pace of training', () => {
  it('is told from encoders on datapoints of the same shape, of the same method where there are any, the last of each ensemble', async () => {
    const widths = [17, 5];
    const given = { ...config, encoder: { key: 'mlp' as const, widths } };
    const [small, large] = [await createDataset(scratch.store, 4), await createDataset(scratch.store, 4)];
    await query(scratch.store, 'UPDATE dataset SET width = 64 WHERE id = $1', [large.id]);
    const trained = async (dataset: typeof small, method: string, durations: readonly number[]) => {
      const run = await createRun(scratch.store, dataset, undefined, { ...given, seed: durations[0]! });
      await query(scratch.store, 'UPDATE ensemble SET method_key = $2 WHERE id = $1', [
        run.ensembleId,
        method,
      ]);
      for (const [index, trainDurationMs] of durations.entries())
        await encoders.saveTrained(scratch.store, {
          ...{
            ensembleId: run.ensembleId,
            index,
            checkpointHash: null,
            initialisationSeed: '1',
            engine: 'cpu',
          },
          ...{ trainedOn: Uint8Array.of(1, 0, 1, 1), finalLoss: null, lossHistory: [], trainDurationMs },
        });
    };
    const samples = (dataset: string, key: 'simclr' | 'byol' = 'simclr') =>
      ensembles.trainingSamples(scratch.store, {
        dataset,
        method: { key } as typeof config.method,
        encoder: given.encoder,
      });
    expect(await samples(small.slug)).toEqual([]);
    await trained(large, 'simclr', [90]);
    // One that waits for its first encoder says nothing, and hides nothing.
    await createRun(scratch.store, small, undefined, { ...given, seed: 5 });
    const durations = async (...asked: Parameters<typeof samples>) =>
      (await samples(...asked)).map(({ trainDurationMs }) => trainDurationMs);
    expect(await durations(small.slug)).toEqual([90]);
    await trained(small, 'simclr', [1, 2, 3, 4, 5, 6]);
    await trained(small, 'byol', [70]);
    expect(await durations(small.slug)).toEqual([6, 5, 4, 3]);
    expect(await durations(small.slug, 'byol')).toEqual([70]);
    expect(await durations(large.slug)).toEqual([90]);
    // Of this shape by another method rather than by this method on another shape.
    expect(await durations(large.slug, 'byol')).toEqual([90]);
    // Of a dataset that is not there yet nothing is known but the method.
    expect(await durations('nowhere', 'byol')).toEqual([70]);
    expect((await samples(small.slug))[0]).toMatchObject({ datapoints: 3, checkpointSizeBytes: null });
  });
});

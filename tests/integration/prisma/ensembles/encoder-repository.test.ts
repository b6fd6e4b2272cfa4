import { encoders } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { saveEncoder, type EncoderInput } from '../../../factories/encoder.ts';
import { createDataset, createRun } from '../../../factories/run.ts';
import { countStatements } from '../../../helpers/postgres/statements.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();

describe('encoders', () => {
  it('keep their alignment losses to the last bit, and saving again replaces', async () => {
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
    await saveEncoder(scratch.store, run, { ...encoder, finalLoss: 9, alignment: new Float64Array(4) });
    expect(await countStatements(() => saveEncoder(scratch.store, run, encoder))).toBe(2);
    await saveEncoder(scratch.store, run, {
      ...encoder,
      index: 0,
      viewNoise: undefined,
      alignmentHistory: [0.5],
    });
    const [first, second] = await encoders.list(scratch.store, run.id);
    expect(second).toMatchObject({ ...encoder, alignmentHistory: [] });
    expect(Object.is(second!.alignment[1], -0)).toBe(true);
    expect(first).toMatchObject({ index: 0, viewNoise: null, alignmentHistory: [0.5] });
    expect(await encoders.count(scratch.store, run.id)).toBe(2);
    expect(await encoders.list(scratch.store, 'nonsense')).toEqual([]);
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

import { runs, sha256 } from '@engram/store';
import { beforeAll, describe, expect, it } from 'vitest';
import { saveEncoder } from '../../../factories/encoder.ts';
import { createDataset, createRun, publication } from '../../../factories/run.ts';
import { withApi } from '../api.ts';
import { rowsOf } from '../seed.ts';

const api = withApi();
/** Every third datapoint: the place of one among those of the run is not its index. */
const rows = rowsOf(3).filter(({ index }) => index % 3 === 0);
let run: string;
let unfinished: string;

const valueOf = (encoder: number, place: number): number => encoder + place / 1_000;
const isTrained = (encoder: number, place: number): boolean => (encoder + place) % 2 === 0;

beforeAll(async () => {
  const { seed, store } = api;
  const save = async (length: number) => {
    const row = await createRun(store, seed.dataset, 'RUNNING');
    for (let index = 0; index < 4; index++)
      await saveEncoder(store, row, {
        index,
        checkpointHash: sha256(`${row.id} ${index}`),
        checkpointSizeBytes: 1,
        initialisationSeed: String(index),
        alignment: Float64Array.from({ length }, (_, place) => valueOf(index, place)),
        trainedOn: Uint8Array.from({ length }, (_, place) => (isTrained(index, place) ? 1 : 0)),
        finalLoss: 1,
        lossHistory: [1],
        alignmentHistory: [],
        trainDurationMs: 1,
        scoreDurationMs: 1,
        engine: 'cpu',
      });
    return row.id;
  };
  run = await save(rows.length);
  await runs.publish(store, run, publication(rows));
  unfinished = await save(rows.length);
});

interface Answered {
  datapoint: { encoderValues: { encoder: number; isTrainedOnIt: boolean; value: number }[] };
}
const query = `query($run: ID!, $index: Int!) {
  datapoint(dataset: "digits", index: $index) { encoderValues(run: $run) { encoder isTrainedOnIt value } }
}`;
const ask = async (index: number, of = run) =>
  (await api.get<Answered>(query, { run: of, index })).datapoint.encoderValues;

describe('what a run measured of a datapoint under each encoder', () => {
  it('is that of the datapoint’s place among those that the run uses', async () => {
    for (const place of [0, 1, 17, rows.length - 1])
      expect(await ask(rows[place]!.index)).toEqual(
        [0, 1, 2, 3].map((encoder) => ({
          encoder,
          isTrainedOnIt: isTrained(encoder, place),
          value: valueOf(encoder, place),
        })),
      );
  });

  it('is nothing for a datapoint that the run does not use, a run that is not finished, and one without encoders', async () => {
    expect(await ask(1)).toEqual([]);
    expect(await ask(0, unfinished)).toEqual([]);
    expect(await ask(0, api.seed.first)).toEqual([]);
  });

  it('of a run on another dataset is an error that says so', async () => {
    const other = await createRun(api.store, await createDataset(api.store, 4));
    const { errors } = await api.ask<Answered>(query, { run: other.id, index: 0 });
    expect(errors![0]!.message).toMatch(/scores another dataset/);
    expect(errors![0]!.extensions.argument).toBe('run');
  });
});

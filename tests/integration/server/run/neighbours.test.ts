import { randomUUID } from 'node:crypto';
import { datapoints, runs } from '@engram/store';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDataset, createRun, publication } from '../../../factories/run.ts';
import { countStatements } from '../../../helpers/postgres/statements.ts';
import { withApi } from '../api.ts';
import { datapointCount, rowsOf } from '../seed.ts';

const api = withApi();
let run: string;

/** Neighbour p of datapoint n is n + p + 1, in a ring. */
beforeAll(async () => {
  const { id } = await createRun(api.store, api.seed.dataset, 'RUNNING');
  const all = Int32Array.from({ length: datapointCount }, (_, n) => n);
  await runs.publish(api.store, id, {
    ...publication(rowsOf(3)),
    neighbours: {
      k: 20,
      indices: all,
      neighbours: Int32Array.from(
        { length: 20 * datapointCount },
        (_, at) => (Math.floor(at / 20) + (at % 20) + 1) % datapointCount,
      ),
      distances: Float32Array.from({ length: 20 * datapointCount }, (_, at) => ((at % 20) + 1) / 10),
    },
  });
  run = id;
});

interface Answered {
  datapoint: { neighbours: { distance: number; datapoint: { index: number; contentHash: string } }[] };
}
const query = `query($run: ID!, $index: Int!, $first: Int = 10) {
  datapoint(dataset: "digits", index: $index) { neighbours(run: $run, first: $first) { distance datapoint { index contentHash } } }
}`;

describe('neighbours of a datapoint', () => {
  it('are as many as asked for, nearest first, with their datapoints', async () => {
    const { datapoint } = await api.get<Answered>(query, { run, index: datapointCount - 2, first: 3 });
    const expected = [datapointCount - 1, 0, 1];
    const rows = await datapoints.findByIndices(api.store, api.seed.dataset.id, expected);
    expect(datapoint.neighbours).toEqual(
      expected.map((index, place) => ({
        // PostgreSQL writes a float32 with the fewest digits that tell it from the others.
        distance: (place + 1) / 10,
        datapoint: { index, contentHash: rows.find((row) => row.index === index)!.contentHash },
      })),
    );
    expect((await api.get<Answered>(query, { run, index: 0 })).datapoint.neighbours).toHaveLength(10);
    expect((await api.get<Answered>(query, { run, index: 0, first: 20 })).datapoint.neighbours).toHaveLength(
      20,
    );
  });

  it('of 100 datapoints take one statement for dataset, datapoints, run, neighbours and their datapoints each', async () => {
    const indices = Array.from({ length: 100 }, (_, index) => index);
    const many = `query($run: ID!, $indices: [Int!]) {
      datapoints(dataset: "digits", indices: $indices) { neighbours(run: $run, first: 5) { datapoint { index } } }
    }`;
    const statements = await countStatements(() => api.get(many, { run, indices }));
    expect(statements).toBe(5);
  });

  it('are none where the run has none', async () => {
    expect(await api.get(query, { run: api.seed.first, index: 0 })).toEqual({
      datapoint: { neighbours: [] },
    });
    expect(await api.get(query, { run: api.seed.queued, index: 0 })).toEqual({
      datapoint: { neighbours: [] },
    });
  });

  it.each([0, -1, 21, 2 ** 31 - 1])('are refused for first: %i, saying how many are kept', async (first) => {
    const { message, extensions } = await api.refusal(query, { run, index: 0, first });
    expect(message).toMatch(/20 nearest neighbours/);
    expect(extensions).toMatchObject({ code: 'INVALID_ARGUMENT', argument: 'first' });
  });

  it('are refused for a run on another dataset, and for one that does not exist', async () => {
    const other = await createRun(api.store, await createDataset(api.store, 3));
    const foreign = await api.refusal(query, { run: other.id, index: 0 });
    expect(foreign).toMatchObject({
      message: expect.stringContaining('another dataset'),
      extensions: { argument: 'run' },
    });
    const unknown = await api.refusal(query, { run: randomUUID(), index: 0 });
    expect(unknown.extensions.code).toBe('NOT_FOUND');
  });
});

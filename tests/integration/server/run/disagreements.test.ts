import { runs } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { saveEncoder } from '../../../factories/encoder.ts';
import { comparabilityKey, createRun, publication, scoreRow } from '../../../factories/run.ts';
import { countStatements } from '../../../helpers/postgres/statements.ts';
import { withApi } from '../api.ts';
import { seed } from '../seed.ts';

const api = withApi();
const query = `query($a: ID!, $b: ID!, $first: Int, $classes: [Int!]) {
  disagreements(a: $a, b: $b, first: $first, classes: $classes) {
    count differingKeys a { name } b { name }
    higherInA { ...Pair } higherInB { ...Pair }
  }
}
fragment Pair on Disagreement {
  percentileDifference scoreA { value percentile datapoint { index } } scoreB { value percentile datapoint { index } }
}`;
const byClass = `query($a: ID!, $b: ID!) { disagreements(a: $a, b: $b) { byClass {
  class { index } count meanA meanB percentileA percentileB meanDifference
} } }`;
interface Side {
  value: number;
  percentile: number;
  datapoint: { index: number };
}
interface Pair {
  percentileDifference: number;
  scoreA: Side;
  scoreB: Side;
}
interface Found {
  disagreements: { count: number; differingKeys: string[]; higherInA: Pair[]; higherInB: Pair[] };
}
interface ByClass {
  disagreements: {
    byClass: {
      class: { index: number };
      count: number;
      meanA: number;
      meanB: number;
      percentileA: number;
      percentileB: number;
      meanDifference: number | null;
    }[];
  };
}
const two = () => ({ a: api.seed.first, b: api.seed.second });
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The scores that exist in both runs, by ascending index. */
function both() {
  const [a, b] = [api.seed.rows.get(api.seed.first)!, api.seed.rows.get(api.seed.second)!];
  return a.flatMap((x, index) => (x.value !== null && b[index]!.value !== null ? [{ x, y: b[index]! }] : []));
}

function largest(sign: number, first: number, classes?: number[]): [index: number, difference: number][] {
  return both()
    .filter(({ x }) => !classes || classes.includes(x.class!))
    .map(({ x, y }): [number, number] => [x.index, sign * (y.percentile! - x.percentile!)])
    .filter(([, difference]) => difference > 0)
    .sort((p, q) => q[1] - p[1] || p[0] - q[0])
    .slice(0, first);
}
const found = (pairs: Pair[]) =>
  pairs.map((pair) => [pair.scoreA.datapoint.index, expect.closeTo(pair.percentileDifference, 9)]);

describe('the disagreements of two runs', () => {
  it.each([undefined, [1, 4]])(
    'are those that a plain loop over the scores finds (classes %j)',
    async (classes) => {
      const { disagreements } = await api.get<Found>(query, { ...two(), first: 9, classes });
      expect(largest(-1, 9, classes)).toEqual(found(disagreements.higherInA));
      expect(largest(1, 9, classes)).toEqual(found(disagreements.higherInB));
      expect(disagreements.count).toBe(
        both().filter(({ x }) => !classes || classes.includes(x.class!)).length,
      );
      for (const { percentileDifference, scoreA, scoreB } of disagreements.higherInA) {
        expect(scoreA.percentile - scoreB.percentile).toBeCloseTo(percentileDifference, 9);
        expect(percentileDifference).toBeGreaterThan(0);
      }
      for (const { percentileDifference, scoreA, scoreB } of disagreements.higherInB) {
        expect(scoreA.datapoint).toEqual(scoreB.datapoint);
        expect(scoreB.percentile - scoreA.percentile).toBeCloseTo(percentileDifference, 9);
        expect(scoreA.value).toBe(api.seed.rows.get(api.seed.first)![scoreA.datapoint.index]!.value);
      }
    },
  );

  it('compare the runs class by class over the datapoints that both can tell', async () => {
    const { disagreements } = await api.get<ByClass>(byClass, two());
    expect(disagreements.byClass.map((row) => row.class.index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    for (const row of disagreements.byClass) {
      const members = both().filter(({ x }) => x.class === row.class.index);
      expect(row.count).toBe(members.length);
      expect(row.meanA).toBeCloseTo(mean(members.map(({ x }) => x.value!)), 12);
      expect(row.meanB).toBeCloseTo(mean(members.map(({ y }) => y.value!)), 12);
      expect(row.percentileA).toBeCloseTo(mean(members.map(({ x }) => x.percentile!)), 9);
      expect(row.percentileB).toBeCloseTo(mean(members.map(({ y }) => y.percentile!)), 9);
      expect(row.meanDifference).toBeCloseTo(row.meanB - row.meanA, 12);
    }
  });

  it('name what differs, and refuse to compare values, not ranks, where scores mean different things', async () => {
    const other = await createRun(api.store, api.seed.dataset, 'RUNNING');
    await runs.publish(api.store, other.id, {
      ...publication(Array.from({ length: 50 }, (_, index) => scoreRow(index, { percentile: 2 * index }))),
      comparabilityKey: { ...comparabilityKey, distance: 'l1' },
    });
    const pair = { a: api.seed.first, b: other.id };
    const { disagreements } = await api.get<Found>(query, pair);
    expect(disagreements.differingKeys).toEqual(['distance']);
    expect(disagreements.higherInA.length).toBeGreaterThan(0);
    const answer = await api.ask<ByClass>(byClass, pair);
    expect(answer.errors![0]!.extensions.code).toBe('NOT_COMPARABLE');
    expect(answer.data!.disagreements.byClass[0]).toMatchObject({
      meanDifference: null,
      percentileA: expect.any(Number),
    });
  });

  it('refuse what cannot be compared, naming the argument', async () => {
    const elsewhere = await seed(api.store, 'elsewhere-too');
    const cases: [variables: Record<string, unknown>, argument: string, message: string][] = [
      [{ a: api.seed.first, b: api.seed.first }, 'b', 'the same run'],
      [{ a: api.seed.first, b: api.seed.queued }, 'b', 'no scores yet'],
      [{ a: api.seed.first, b: elsewhere.first }, 'b', 'another dataset'],
      [{ ...two(), first: 0 }, 'first', '1 to 100'],
      [{ ...two(), first: 101 }, 'first', '1 to 100'],
    ];
    for (const [variables, argument, message] of cases) {
      const refusal = await api.refusal(query, variables);
      expect(refusal.extensions).toMatchObject({ code: 'INVALID_ARGUMENT', argument });
      expect(refusal.message).toContain(message);
    }
  });

  it('take two statements once the rankings are kept, one more for a choice of classes: runs, scores', async () => {
    await api.get(query, two());
    expect(await countStatements(() => api.get(query, two()))).toBe(2);
    expect(await countStatements(() => api.get(query, { ...two(), classes: [1] }))).toBe(3);
  });
});

describe('the encoders of a run', () => {
  const asked = `query($id: ID!, $first: Int) { run(id: $id) { encoders(first: $first) {
    index finalLoss lossHistory alignmentHistory trainDurationMs scoreDurationMs engine trainedOnCount
  } } }`;

  it('tell how their training went, by index, as far as they are finished', async () => {
    const run = await createRun(api.store, api.seed.dataset, 'RUNNING');
    expect(await api.get(asked, { id: run.id })).toEqual({ run: { encoders: [] } });
    for (const index of [2, 0, 1])
      await saveEncoder(api.store, run, {
        index,
        checkpointHash: null,
        initialisationSeed: '1',
        alignment: new Float64Array(3),
        trainedOn: Uint8Array.of(1, 0, index),
        finalLoss: 2 + index,
        lossHistory: [5, 2 + index],
        alignmentHistory: [0.5, 0.25],
        trainDurationMs: 1200,
        scoreDurationMs: 34,
        engine: 'cpu',
      }).catch((error: unknown) => expect.fail(String(error)));
    const { run: found } = await api.get<{ run: { encoders: object[] } }>(asked, { id: run.id, first: 2 });
    expect(found.encoders).toEqual(
      [0, 1].map((index) => ({
        index,
        finalLoss: 2 + index,
        lossHistory: [5, 2 + index],
        alignmentHistory: [0.5, 0.25],
        trainDurationMs: 1200,
        scoreDurationMs: 34,
        engine: 'cpu',
        trainedOnCount: 1 + index,
      })),
    );
    expect((await api.refusal(asked, { id: run.id, first: 101 })).extensions.argument).toBe('first');
  });
});

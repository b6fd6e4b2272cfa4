import { histogram } from '@engram/core';
import { runs, scores, tags, type ScoreFilter, type ScoreOrder, type StoredScore } from '@engram/store';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDataset, createRun, publication, scoreRow } from '../../../factories/run.ts';
import { modelFilter, modelSort, type ModelRuns, type ModelScore } from '../../../factories/score-model.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const size = 90;
const roles = ['shared', 'candidate', null] as const;
let model: ModelRuns;
let runIds: string[];

beforeAll(async () => {
  const dataset = await createDataset(scratch.store, size);
  const odd = Array.from({ length: size / 2 }, (_, at) => ({ datasetId: dataset.id, index: 2 * at + 1 }));
  await tags.add(scratch.store, odd, ['odd']);
  await tags.add(scratch.store, odd.slice(10, 20), ['few']);
  const tagsOf = (index: number): string[] =>
    index % 2 === 0 ? [] : index > 20 && index < 40 ? ['odd', 'few'] : ['odd'];
  const entries: [string, ModelScore[]][] = [];
  for (const salt of [1, 2, 3]) {
    const run = await createRun(scratch.store, dataset, 'RUNNING');
    // Few distinct values, so that pages begin and end inside ties; one in seven missing; the third run scores only a part.
    const rows = Array.from({ length: salt === 3 ? size - 20 : size }, (_, index) => {
      const value = (index * salt) % 7 === 6 ? null : ((index * 37 * salt) % 13) / 10 - 0.3;
      return scoreRow(index, {
        value,
        relativeValue: value === null ? null : -value,
        standardError: index % 5 === 0 ? null : (index % 4) / 10,
        topFraction: index % 9 === 0 ? 0.25 : 0,
        fdr: index % 6 === 5 ? null : (index % 11) / 10,
        percentile: value === null ? null : ((index * salt) % 20) * 5,
        identifiable: value !== null,
        role: roles[(index + salt) % 3]!,
      });
    });
    await runs.publish(scratch.store, run.id, publication(rows));
    const stored: ModelScore[] = [];
    for await (const score of scores.stream(scratch.store, run.id))
      stored.push({ ...score, tags: tagsOf(score.index) });
    entries.push([run.id, stored]);
  }
  model = new Map(entries);
  runIds = entries.map(([id]) => id);
});

const range = fc.record(
  { gte: fc.integer({ min: -4, max: 10 }), lte: fc.integer({ min: -4, max: 12 }) },
  { requiredKeys: [] },
);
const tenths = range.map((bounds) => ({
  gte: bounds.gte === undefined ? null : bounds.gte / 10,
  lte: bounds.lte === undefined ? undefined : bounds.lte / 10,
}));
const run = fc.integer({ min: 0, max: 2 });

const leaf = {
  run: run.map(String),
  classes: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
  value: tenths,
  percentile: range.map((bounds) => ({
    gte: bounds.gte && bounds.gte * 10,
    lte: bounds.lte && bounds.lte * 10,
  })),
  topFraction: tenths,
  fdr: tenths,
  roles: fc.subarray(['shared', 'candidate', 'nonsense']),
  indices: fc.array(fc.integer({ min: 0, max: size + 5 }), { maxLength: 40 }),
  contentHashes: fc.array(fc.integer({ min: 0, max: size - 1 }).map(String), { maxLength: 40 }),
  identifiable: fc.boolean(),
  tags: fc.subarray(['odd', 'few', 'unknown']),
  agreement: fc.record({
    runs: fc.array(run.map(String), { maxLength: 4 }),
    topPercent: fc.constantFrom(0, 1, 10, 33.3, 50, 100),
    minRuns: fc.integer({ min: 0, max: 3 }),
  }),
};

/** Filters over the numbers of runs, `depth` levels deep; `resolve` puts the ids in, which exist only once the tests run. */
function filterOf(depth: number): fc.Arbitrary<ScoreFilter> {
  // One or two members a level: with all of them hardly a score would match.
  const some = fc
    .subarray(Object.keys(leaf).slice(1) as Exclude<keyof typeof leaf, 'run'>[], { maxLength: 2 })
    .chain((keys) =>
      fc.record(Object.fromEntries(['run', ...keys].map((key) => [key, leaf[key as keyof typeof leaf]]))),
    );
  if (depth === 0) return some as unknown as fc.Arbitrary<ScoreFilter>;
  const inner = filterOf(depth - 1);
  const list = fc.array(inner, { maxLength: 2 });
  const members = fc.record({ and: list, or: list, not: inner }, { requiredKeys: [] });
  return fc.tuple(some, members).map(([own, nested]) => ({ ...own, ...nested }) as ScoreFilter);
}
const filterArbitrary = filterOf(2);
/** Which members are given decides how a histogram is counted. */
const ofIndex = fc.record(
  { run: leaf.run, classes: leaf.classes, value: leaf.value },
  { requiredKeys: ['run'] },
) as fc.Arbitrary<ScoreFilter>;

function resolve(filter: ScoreFilter): ScoreFilter {
  const hashes = model.get(runIds[0]!)!;
  return {
    ...filter,
    run: runIds[Number(filter.run)]!,
    contentHashes: filter.contentHashes?.map((index) => hashes[Number(index)]!.contentHash),
    agreement: filter.agreement && {
      ...filter.agreement,
      runs: filter.agreement.runs.map((at) => runIds[Number(at)]!),
    },
    and: filter.and?.map(resolve),
    or: filter.or?.map(resolve),
    not: filter.not && resolve(filter.not),
  };
}

const order = fc.record({
  field: fc.constantFrom('VALUE', 'RELATIVE_VALUE', 'STANDARD_ERROR', 'TOP_FRACTION', 'INDEX'),
  direction: fc.constantFrom('ASC', 'DESC'),
}) as fc.Arbitrary<ScoreOrder>;

const indices = (rows: readonly StoredScore[]): number[] => rows.map((row) => row.index);

describe('against a model that filters and sorts in memory', () => {
  it('pages forward and backward pass every matching score once, in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        filterArbitrary,
        order,
        fc.integer({ min: 1, max: 40 }),
        async (unresolved, orderBy, length) => {
          const filter = resolve(unresolved);
          const expected = indices(modelSort(modelFilter(model, filter), orderBy));
          const forward: StoredScore[] = [];
          for (let more = true; more;) {
            const last = forward.at(-1);
            const after = last && scores.cursorOf(last, orderBy.field);
            const page = await scores.page(scratch.store, { filter, orderBy, first: length, after });
            expect(page.hasPreviousPage).toBe(after !== undefined);
            forward.push(...page.rows);
            more = page.hasNextPage;
          }
          expect(indices(forward)).toEqual(expected);
          const backward: StoredScore[] = [];
          for (let more = true; more;) {
            const before = backward[0] && scores.cursorOf(backward[0], orderBy.field);
            const page = await scores.page(scratch.store, { filter, orderBy, last: length, before });
            backward.unshift(...page.rows);
            more = page.hasPreviousPage;
          }
          expect(indices(backward)).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('a page between two cursors holds what lies strictly between them', async () => {
    const at = fc.integer({ min: 0, max: size - 1 });
    await fc.assert(
      fc.asyncProperty(run, order, at, at, fc.boolean(), async (of, orderBy, from, to, forward) => {
        const sorted = modelSort(model.get(runIds[of]!)!, orderBy);
        const [after, before] = [sorted[from % sorted.length]!, sorted[to % sorted.length]!];
        const expected = indices(
          sorted.slice(sorted.indexOf(after) + 1, Math.max(0, sorted.indexOf(before))),
        );
        const page = await scores.page(scratch.store, {
          filter: { run: runIds[of]! },
          orderBy,
          ...(forward ? { first: 10 } : { last: 10 }),
          after: scores.cursorOf(after, orderBy.field),
          before: scores.cursorOf(before, orderBy.field),
        });
        expect(indices(page.rows)).toEqual(forward ? expected.slice(0, 10) : expected.slice(-10));
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['any filter', filterArbitrary],
    ['a filter that an index answers', ofIndex],
  ])(
    'count, mean, histogram and mean alignment losses agree with core over the same rows, for %s',
    async (_, filters) => {
      await fc.assert(
        fc.asyncProperty(filters, fc.integer({ min: 1, max: 30 }), async (unresolved, bins) => {
          const filter = resolve(unresolved);
          const matching = modelFilter(model, filter);
          expect(await scores.count(scratch.store, filter)).toBe(matching.length);
          const expected = histogram(
            matching.map((score) => score.value),
            bins,
          );
          expect(await scores.histogram(scratch.store, filter, bins)).toEqual(expected);
          const known = matching.filter(({ value }) => value !== null);
          const mean = known.reduce((sum, score) => sum + score.value! / known.length, 0);
          const found = await scores.meanValue(scratch.store, filter);
          if (known.length === 0) expect(found).toBeNull();
          else expect(found).toBeCloseTo(mean, 12);
          const means = await scores.meanAlignment(scratch.store, filter);
          for (const side of ['alignmentIn', 'alignmentOut'] as const) {
            const mean = known.reduce((sum, score) => sum + score[side]! / known.length, 0);
            if (known.length === 0) expect(means[side]).toBeNull();
            else expect(means[side]).toBeCloseTo(mean, 12);
          }
        }),
        { numRuns: 100 },
      );
    },
  );
});

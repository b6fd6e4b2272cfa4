import { datasets, sha256, tags, type DatasetRow, type Store } from '@engram/store';
import fc from 'fast-check';
import { scoreRow } from '../../../factories/run.ts';
import type { ListFilter, ListOrder, Published, TaggedRow } from '../../../oracles/score-list.ts';
import { publishRun } from '../seed.ts';

const datapointCount = 64;
/** Few values, many of them equal, with both zeros and the smallest and largest of numbers. */
const values = [-1e308, -0.3, -0, 0, 5e-324, 0.1, 0.1 + 0.2, 0.3, 0.30000000000000004, 1e308];
const roles = ['shared', 'candidate', 'independent', 'external'] as const;
/** Every fifth datapoint has the content of the one before it. */
const hashOf = (index: number): string => sha256(`content ${index - (index % 5 === 4 ? 1 : 0)}`);

const tagsOf = (index: number): string[] =>
  ['odd', 'blurred two'].filter((_, at) => index % (3 + at) === 1 + at);

export interface World {
  dataset: DatasetRow;
  published: Published;
}

function rowsOf(salt: number, indices: readonly number[]): TaggedRow[] {
  const drawn = (index: number, of: number): number =>
    parseInt(sha256(`${salt} ${index} ${of}`).slice(0, 8), 16);
  const pick = <T>(from: readonly T[], index: number, of: number): T => from[drawn(index, of) % from.length]!;
  return indices.map((index) => {
    const isIdentifiable = drawn(index, 1) % 6 > 0;
    const score = scoreRow(index, {
      contentHash: hashOf(index),
      class: pick([null, 0, 1, 2, 3], index, 2),
      value: isIdentifiable ? pick(values, index, 3) : null,
      relativeValue: isIdentifiable ? pick([-1, -0, 0, 0.5, 1], index, 4) : null,
      standardError: pick([null, 0, 0.01, 0.02], index, 5),
      topFraction: isIdentifiable ? pick([0, 0.05, 1], index, 6) : null,
      fdr: isIdentifiable ? pick([null, 0, 0.01, 0.05, 1], index, 9) : null,
      percentile: isIdentifiable ? pick([0, 12.5, 50, 95, 100], index, 7) : null,
      identifiable: isIdentifiable,
      role: pick([null, ...roles], index, 8),
    });
    return { ...score, tags: tagsOf(index) };
  });
}

/** Three runs over one dataset: of all datapoints, of every other, and of all in another order. */
export async function createWorld(store: Store): Promise<World> {
  const all = Array.from({ length: datapointCount }, (_, index) => index);
  const dataset = await datasets.create(store, {
    slug: 'fuzz',
    name: 'fuzz',
    contentHash: sha256('fuzz'),
    width: 1,
    height: 1,
    channels: 1,
    hasImages: false,
    classes: [0, 1, 2, 3].map((index) => ({ index, name: `class ${index}` })),
    datapoints: all.map((index) => ({ index, contentHash: hashOf(index), class: null, thumbnailHash: null })),
  });
  for (const index of all) await tags.add(store, [{ datasetId: dataset.id, index }], tagsOf(index));
  const published = new Map<string, readonly TaggedRow[]>();
  for (const [salt, indices] of [all, all.filter((index) => index % 2 === 0), all.toReversed()].entries()) {
    const rows = rowsOf(salt, indices);
    published.set(await publishRun(store, dataset, rows), rows);
  }
  return { dataset, published };
}

/** Rows of a run that nobody asked for, to be added while pages are turned. */
export const strangers = (salt: number): TaggedRow[] => rowsOf(1_000 + salt, [0, 5, 9, 33, 63]);

export const anyOrder: fc.Arbitrary<ListOrder> = fc.record({
  field: fc.constantFrom('VALUE', 'RELATIVE_VALUE', 'STANDARD_ERROR', 'TOP_FRACTION', 'INDEX'),
  direction: fc.constantFrom('ASC', 'DESC'),
});

const rangeOf = (among: readonly number[]) =>
  fc.record(
    { gte: fc.option(fc.constantFrom(...among)), lte: fc.option(fc.constantFrom(...among)) },
    { requiredKeys: [] },
  );

/** Filters as clients may nest them, up to three levels, naming any of the runs at each. */
export function anyFilter(runs: readonly string[]): fc.Arbitrary<ListFilter> {
  // Mostly one run: conditions on the same row are put together in another way than those on another run.
  const run = fc.oneof({ weight: 3, arbitrary: fc.constant(runs[0]!) }, fc.constantFrom(...runs));
  const index = fc.integer({ min: -1, max: datapointCount });
  const hash = fc.oneof(index.map(hashOf), fc.constantFrom('unknown', "' OR 1=1 --", '💥', '\ud800'));
  const agreement = fc
    .tuple(fc.array(run, { minLength: 1, maxLength: 3 }), fc.constantFrom(0.001, 5, 33.3, 50, 100), fc.nat(2))
    .map(([named, topPercent, least]) => ({
      runs: named,
      topPercent,
      minRuns: 1 + (least % named.length),
    }));
  const few = { maxLength: 4 };
  return fc.letrec<{ filter: ListFilter; members: ListFilter[] }>((tie) => ({
    members: fc.array(tie('filter'), { maxLength: 2, depthIdentifier: 'filter' }),
    filter: fc.oneof(
      { depthIdentifier: 'filter', maxDepth: 2, withCrossShrink: true },
      fc.record({ run, percentile: rangeOf([12.5, 95]) }),
      fc
        .record(
          {
            run,
            classes: fc.option(fc.array(fc.integer({ min: -1, max: 4 }), few)),
            value: fc.option(rangeOf(values)),
            percentile: fc.option(rangeOf([0, 12.5, 50, 94.9, 95, 100])),
            topFraction: fc.option(rangeOf([0, 0.05, 0.5, 1])),
            fdr: fc.option(rangeOf([0, 0.01, 0.049, 0.05, 1])),
            roles: fc.option(fc.array(fc.constantFrom(...roles), few)),
            indices: fc.option(fc.array(index, { maxLength: 80 })),
            contentHashes: fc.option(fc.array(hash, { maxLength: 40 })),
            identifiable: fc.option(fc.boolean()),
            agreement: fc.option(agreement),
            tags: fc.option(
              fc.array(fc.constantFrom('odd', 'blurred two', 'unknown', "' OR 1=1 --", '💥'), few),
            ),
            and: fc.option(tie('members')),
            or: fc.option(tie('members')),
            not: fc.option(tie('filter')),
          },
          { requiredKeys: ['run'] },
        )
        .map(sparse),
    ),
  })).filter;
}

const nesting = new Set(['and', 'or', 'not']);

/** Keeps few conditions: all at once match nothing. Which ones depends on the filter alone. */
function sparse(filter: ListFilter): ListFilter {
  const digest = parseInt(sha256(JSON.stringify(filter)).slice(0, 6), 16);
  const kept = Object.entries(filter).filter(
    ([name, value], at) =>
      name === 'run' || value === null || ((digest >> at) & (nesting.has(name) ? 1 : 3)) === 0,
  );
  return Object.fromEntries(kept) as unknown as ListFilter;
}

import { codeOfRole, splitRoles, type ScoreArrays, type SplitRole } from '@engram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  identifiabilities,
  initialExploreState,
  type ExploreState,
} from '../../../web/src/address/explore-state.ts';
import { countTops } from '../../../web/src/columns/ranking-agreement.ts';
import type { Corner } from '../../../web/src/columns/lasso.ts';
import { binsOf, countBins, edgesOf } from '../../../web/src/columns/bin-values.ts';
import {
  facetCounts,
  failuresAside,
  passing,
  withRange,
  type Explored,
  type Failures,
} from '../../../web/src/columns/cross-filter.ts';
import { insideLasso } from '../../../web/src/columns/inside-lasso.ts';
import { rateCounts, statedRates } from '../../../web/src/columns/rate-counts.ts';
import { orderPositions } from '../../../web/src/columns/order-positions.ts';
import { otherScores } from '../../../web/src/columns/other-scores.ts';
import { percentilesOf } from '../../../web/src/columns/percentiles.ts';

interface Row {
  class: number;
  value: number | null;
  topFraction: number | null;
  fdr: number | null;
  standardError: number | null;
  role: SplitRole;
  /** Score in the other run; undefined where it did not use the datapoint. */
  other: number | null | undefined;
}

const eighth = fc.integer({ min: -8, max: 8 }).map((n) => n / 8);
const rowArbitrary: fc.Arbitrary<Row> = fc.record({
  class: fc.integer({ min: -1, max: 3 }),
  value: fc.option(eighth),
  topFraction: fc.option(eighth.map(Math.abs)),
  fdr: fc.option(fc.constantFrom(0, 0.01, 0.05, 0.0501, 0.2, 1)),
  standardError: fc.option(eighth.map(Math.abs)),
  role: fc.constantFrom(...splitRoles),
  other: fc.option(fc.option(eighth), { nil: undefined }),
});
/** Between the scores, so that none lies on an edge's end. */
const between = fc.integer({ min: -9, max: 9 }).map((n) => n / 8 + 1 / 17);
const cornerArbitrary = fc.tuple(between, between);
const stateArbitrary = fc.record({
  classes: fc.uniqueArray(fc.integer({ min: 0, max: 3 })),
  from: fc.option(eighth),
  to: fc.option(eighth),
  percentile: fc.option(fc.integer({ min: 0, max: 100 })),
  stable: fc.option(eighth.map(Math.abs)),
  fdr: fc.option(fc.constantFrom(0, 0.01, 0.05, 1)),
  roles: fc.subarray([...splitRoles]),
  identifiable: fc.subarray([...identifiabilities]),
  otherFrom: fc.option(eighth),
  otherTo: fc.option(eighth),
  lasso: fc.oneof(fc.constant([]), fc.array(cornerArbitrary, { minLength: 3, maxLength: 8 })),
});

const numbers = (values: (number | null)[]): Float32Array => Float32Array.from(values, (one) => one ?? NaN);

function arraysOf(rows: readonly Row[]): ScoreArrays {
  const ranked = rows
    .map(({ value }, n) => ({ value, n }))
    .filter(({ value }) => value !== null)
    .sort((a, b) => b.value! - a.value! || a.n - b.n);
  const rank = new Int32Array(rows.length);
  ranked.forEach(({ n }, place) => (rank[n] = place + 1));
  return {
    count: rows.length,
    // Datapoints may be missing in between.
    index: Int32Array.from(rows, (_, n) => 3 * n),
    class: Int32Array.from(rows, (row) => row.class),
    rank,
    value: numbers(rows.map((row) => row.value)),
    standardError: numbers(rows.map((row) => row.standardError)),
    topFraction: numbers(rows.map((row) => row.topFraction)),
    fdr: numbers(rows.map((row) => row.fdr)),
    role: Uint8Array.from(rows, ({ role }) => codeOfRole(role)),
  };
}

function exploredOf(rows: readonly Row[], { lasso = [] }: Partial<ExploreState>): Explored {
  const arrays = arraysOf(rows);
  const used = rows.flatMap(({ other }, n) => (other === undefined ? [] : [{ index: 3 * n, other }]));
  const other = otherScores(arrays, {
    count: used.length,
    index: Int32Array.from(used, ({ index }) => index),
    value: numbers(used.map((one) => one.other)),
  });
  const lassoed = lasso.length > 0 ? insideLasso(arrays.value, other, lasso) : null;
  const identifiable = arrays.rank.map((rank) => (rank > 0 ? 1 : 0));
  return {
    ...arrays,
    percentile: percentilesOf(arrays),
    identifiable: Uint8Array.from(identifiable),
    tops: null,
    tagged: null,
    commented: null,
    other,
    otherPercentile: null,
    lassoed,
    places: null,
    mapped: null,
  };
}

/** Even-odd, over all edges. */
function isWithin(x: number, y: number, lasso: readonly Corner[]): boolean {
  return lasso.reduce((inside, [x1, y1], at) => {
    const [x2, y2] = lasso[(at + 1) % lasso.length]!;
    return y1 > y !== y2 > y && x < x1 + ((x2 - x1) * (y - y1)) / (y2 - y1) ? !inside : inside;
  }, false);
}

/** The same by a look at every row. */
function passes(row: Row, rows: readonly Row[], state: Partial<ExploreState>): boolean {
  const { classes = [], from = null, to = null, percentile = null, stable = null, fdr = null } = state;
  const { roles = [], identifiable = [], otherFrom = null, otherTo = null, lasso = [] } = state;
  const other = row.other ?? null;
  const present = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  const own = (100 * present.filter((one) => one <= (row.value ?? NaN)).length) / present.length;
  return (
    (classes.length === 0 || classes.includes(row.class)) &&
    ((from === null && to === null) ||
      (row.value !== null && row.value >= (from ?? -Infinity) && row.value <= (to ?? Infinity))) &&
    (percentile === null || (row.value !== null && Math.fround(own) >= Math.fround(percentile))) &&
    (stable === null || (row.topFraction !== null && row.topFraction >= stable)) &&
    (fdr === null || (row.fdr !== null && row.fdr <= fdr)) &&
    (roles.length === 0 || roles.includes(row.role)) &&
    (identifiable.length === 0 || identifiable.includes(row.value === null ? 'no' : 'yes')) &&
    ((otherFrom === null && otherTo === null) ||
      (other !== null && other >= (otherFrom ?? -Infinity) && other <= (otherTo ?? Infinity))) &&
    (lasso.length === 0 || (row.value !== null && other !== null && isWithin(row.value, other, lasso)))
  );
}

const check = (predicate: (rows: Row[], state: Partial<ExploreState>) => void): void =>
  fc.assert(fc.property(fc.array(rowArbitrary, { minLength: 1, maxLength: 40 }), stateArbitrary, predicate));

function failuresOf(data: Explored, state: Partial<ExploreState>): Failures {
  const filters = { ...initialExploreState, ...state };
  return withRange(data.value, failuresAside(data, filters), filters);
}

describe('the filters of the explorer', () => {
  it('leave what a look at every row leaves, in the order asked for', () => {
    check((rows, state) => {
      const data = exploredOf(rows, state);
      const failed = failuresOf(data, state);
      const found = [...passing(orderPositions(data, 'index-asc'), failed)];
      expect(found).toEqual(rows.flatMap((row, n) => (passes(row, rows, state) ? [n] : [])));
    });
  });

  it('count classes, roles, identifiability and bins under the other filters', () => {
    check((rows, state) => {
      const data = exploredOf(rows, state);
      const failed = failuresOf(data, state);
      const counts = facetCounts(data.class, failed, 'class');
      const parts = facetCounts(data.role, failed, 'role');
      for (const role of splitRoles) {
        const expected = rows.filter(
          (row) => row.role === role && passes(row, rows, { ...state, roles: [] }),
        );
        expect(parts.get(codeOfRole(role)) ?? 0).toBe(expected.length);
      }
      const rates = rateCounts(data.fdr, failed);
      for (const rate of rows.some(({ fdr }) => fdr !== null) ? statedRates : []) {
        const expected = rows.filter((row) => passes(row, rows, { ...state, fdr: rate }));
        expect(rates.get(rate)).toBe(expected.length);
      }
      if (rows.every(({ fdr }) => fdr === null)) expect(rates.size).toBe(0);
      const told = facetCounts(data.identifiable, failed, 'identifiable');
      for (const one of identifiabilities) {
        const expected = rows.filter(
          (row) =>
            (row.value === null) === (one === 'no') && passes(row, rows, { ...state, identifiable: [] }),
        );
        expect(told.get(one === 'yes' ? 1 : 0) ?? 0).toBe(expected.length);
      }
      for (const label of [-1, 0, 1, 2, 3]) {
        const expected = rows.filter(
          (row) => row.class === label && passes(row, rows, { ...state, classes: [] }),
        );
        expect(counts.get(label) ?? 0).toBe(expected.length);
      }
      const edges = edgesOf(data.value, 7);
      const aside = failuresAside(data, { ...initialExploreState, ...state });
      const binned = countBins(binsOf(data.value, edges), aside, edges).counts;
      const inAnyRange = rows.filter(
        (row) => row.value !== null && passes(row, rows, { ...state, from: null, to: null }),
      );
      const expected = Array.from(binned, () => 0);
      for (const { value } of inAnyRange) {
        const at = edges.findLastIndex((edge) => edge <= value!);
        expected[Math.min(at, expected.length - 1)]! += 1;
      }
      expect([...binned]).toEqual(expected);
    });
  });
});

describe('the orders of the explorer', () => {
  it.each([
    ['value-desc', 'value', -1],
    ['value-asc', 'value', 1],
    ['top-desc', 'topFraction', -1],
    ['error-desc', 'standardError', -1],
  ] as const)('%s sorts by its number, missing ones last', (order, field, sign) => {
    check((rows) => {
      const sorted = [...orderPositions(arraysOf(rows), order)];
      expect([...sorted].sort((a, b) => a - b)).toEqual(rows.map((_, n) => n));
      const keys = sorted.map((n) => (rows[n]![field] === null ? Infinity : sign * rows[n]![field]!));
      expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
    });
  });
});

describe('agreement', () => {
  const ranking = (index: number[], rank: number[]) => ({
    count: index.length,
    index: Int32Array.from(index),
    rank: Int32Array.from(rank),
  });

  it('counts the runs in whose top a datapoint is; one that a run does not score is in none', () => {
    const own = ranking([0, 1, 2, 5], [1, 2, 3, 4]);
    const other = ranking([1, 2, 4, 5, 6], [1, 0, 2, 3, 4]);
    expect([...countTops([own, other], 50)]).toEqual([1, 2, 0, 0]);
  });

  it('takes at least one datapoint, rounded up, of those that have a rank', () => {
    expect([...countTops([ranking([0, 1, 2], [1, 2, 0])], 1)]).toEqual([1, 0, 0]);
    expect([...countTops([ranking([0, 1, 2], [1, 2, 3])], 50)]).toEqual([1, 1, 0]);
  });
});

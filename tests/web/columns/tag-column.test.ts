import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialExploreState } from '../../../web/src/address/explore-state.ts';
import { failuresAside, passing } from '../../../web/src/columns/cross-filter.ts';
import { selectedShown, toggleSelected } from '../../../web/src/features/explore/review/selected.ts';
import {
  countAmong,
  tagCounts,
  taggedColumn,
  tagPositions,
  tagsAt,
} from '../../../web/src/columns/tag-column.ts';

const ascending = (most: number) =>
  fc.uniqueArray(fc.nat(most), { maxLength: 20 }).map((list) => list.sort((a, b) => a - b));
const tagsArbitrary = fc
  .array(ascending(60), { maxLength: 4 })
  .map((lists) => lists.map((indices, n) => ({ name: `tag ${n}`, indices })));

/** Columns of datapoints whose classes alternate, enough of them for the filters. */
function columnsOf(index: number[], tagged: Uint8Array | null) {
  const numbers = new Float32Array(index.length);
  return {
    count: index.length,
    index: Int32Array.from(index),
    class: Int32Array.from(index, (_, n) => n % 2),
    rank: Int32Array.from(index, (_, n) => n + 1),
    value: numbers,
    standardError: numbers,
    topFraction: numbers,
    fdr: numbers,
    percentile: numbers,
    role: new Uint8Array(index.length),
    tops: null,
    tagged,
    other: null,
    otherPercentile: null,
    identifiable: new Uint8Array(index.length),
    lassoed: null,
    commented: null,
    places: null,
    mapped: null,
  };
}

describe('the tags of the explorer', () => {
  it('let those pass that have any of the tags asked for, and count the others as if none was', () => {
    fc.assert(
      fc.property(tagsArbitrary, ascending(60), fc.boolean(), (tags, index, isOneClass) => {
        const wanted = tags.slice(0, 2).map(({ name }) => name);
        const positions = tagPositions(tags, Int32Array.from(index));
        const data = columnsOf(index, taggedColumn(positions, wanted, index.length));
        const failed = failuresAside(data, {
          ...initialExploreState,
          tags: wanted,
          classes: isOneClass ? [1] : [],
        });
        const passes = (n: number) => !isOneClass || n % 2 === 1;
        const has = (one: number) => tags.slice(0, 2).some(({ indices }) => indices.includes(one));
        const all = Int32Array.from(index, (_, n) => n);
        expect([...passing(all, failed)]).toEqual(
          index.flatMap((one, n) => (passes(n) && (wanted.length === 0 || has(one)) ? [n] : [])),
        );
        const counts = tagCounts(positions, failed);
        for (const { name, indices } of tags)
          expect(counts.get(name)).toBe(index.filter((one, n) => passes(n) && indices.includes(one)).length);
      }),
    );
  });

  it('are told of one datapoint, and counted among several', () => {
    const tags = [
      { name: 'odd', indices: [2, 5, 9], lockedIndices: [9] },
      { name: 'blurred', indices: [5], lockedIndices: [5] },
    ];
    expect(tagsAt(tags, 5)).toEqual(['blurred', 'odd']);
    expect(tagsAt(tags, 3)).toEqual([]);
    expect(countAmong(tags, [2, 3, 5])).toEqual([
      { name: 'blurred', count: 1, mayChange: false },
      { name: 'odd', count: 2, mayChange: true },
    ]);
    expect(countAmong(tags, [2, 9])).toEqual([{ name: 'odd', count: 2, mayChange: false }]);
    expect(countAmong(tags, [3])).toEqual([]);
  });
});

describe('a selection', () => {
  it('acts on what is shown, in the order of the list, and remembers the rest', () => {
    const selected = toggleSelected(toggleSelected(new Set(), 9), 2);
    expect(selectedShown(selected, Int32Array.of(2, 4, 9))).toEqual([2, 9]);
    expect(selectedShown(selected, Int32Array.of(9, 4))).toEqual([9]);
    expect([...toggleSelected(selected, 9)]).toEqual([2]);
    expect(selectedShown(new Set(), Int32Array.of(1))).toEqual([]);
  });
});

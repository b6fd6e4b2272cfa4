import { describe, expect, it } from 'vitest';
import { matchDatapoints } from '../../../worker/src/imported/matching/match-datapoints.ts';
import type { DatasetPoints, RowKeys } from '../../../worker/src/imported/matching/row-keys.ts';

const hash = (letter: string): string => letter.repeat(64);
const dataset: DatasetPoints = {
  slug: 'digits',
  // Datapoints 2 and 3 have the same content.
  datapoints: ['a', 'b', 'c', 'c'].map((letter, index) => ({
    index,
    contentHash: hash(letter),
    class: index % 2,
    sourceId: index < 3 ? `photo-${index}` : null,
  })),
  classNames: [
    { index: 0, name: 'even' },
    { index: 1, name: 'odd' },
  ],
};
const set = (count: number, more: Partial<RowKeys>): RowKeys => ({
  file: 'r.npz',
  count,
  labels: null,
  indices: null,
  hashes: null,
  place: (key, row) => `array '${key}', datapoint ${row}`,
  ...more,
});
const labels = (classes: (number | null)[], names: string[] | null = null) => ({ classes, names }); // prettier-ignore
const indicesOf = (of: RowKeys): number[] =>
  matchDatapoints(of, dataset).datapoints.map(({ index }) => index);

describe('matching rows to datapoints', () => {
  it('finds datapoints by index, by content hash, and by order when there are as many', () => {
    expect(indicesOf(set(2, { indices: [3, 0] }))).toEqual([3, 0]);
    expect(indicesOf(set(2, { hashes: [hash('b'), hash('a')] }))).toEqual([1, 0]);
    expect(indicesOf(set(4, {}))).toEqual([0, 1, 2, 3]);
    expect(
      matchDatapoints(set(2, { indices: [2, 3], hashes: [hash('c'), hash('c')] }), dataset),
    ).toMatchObject({
      by: 'index',
    });
    expect(matchDatapoints(set(2, { hashes: [hash('b'), hash('a')] }), dataset).datapoints[0]).toMatchObject({
      class: 1,
    });
  });

  it('finds datapoints by the ids of their source, before content hashes that several share', () => {
    const rows = set(2, { ids: ['photo-2', 'photo-0'], hashes: [hash('c'), hash('a')] });
    expect(matchDatapoints(rows, dataset)).toMatchObject({
      by: 'id',
      datapoints: [{ index: 2 }, { index: 0 }],
    });
  });

  it('passes over ids of a dataset without any where the rows have indices, and refuses them alone', () => {
    const none = { ...dataset, datapoints: dataset.datapoints.map((each) => ({ ...each, sourceId: null })) };
    expect(matchDatapoints(set(1, { indices: [3], ids: ['x'] }), none).datapoints[0]!.index).toBe(3);
    expect(() => matchDatapoints(set(1, { ids: ['x'] }), none)).toThrow(/'digits' has no ids of its own/);
  });

  it('takes labels that agree, by number or by name, and unknown ones', () => {
    expect(indicesOf(set(2, { indices: [1, 2], labels: labels([1, 0]) }))).toEqual([1, 2]);
    expect(indicesOf(set(2, { indices: [1, 2], labels: labels([1, 0], ['even', 'odd']) }))).toEqual([1, 2]);
    expect(indicesOf(set(4, { labels: labels([0, null, null, 1]) }))).toEqual([0, 1, 2, 3]);
  });

  it.each<[string, RowKeys, RegExp]>([
    ['a count that differs', set(3, {}), /it has 3 datapoints, the dataset 'digits' has 4/],
    [
      'an unknown index',
      set(2, { indices: [1, 4] }),
      /datapoint 1: the dataset 'digits' has no datapoint 4; it has 4, from 0 to 3/,
    ],
    ['an unknown hash', set(1, { hashes: [hash('f')] }), /no datapoint with the content hash ffffffffffff…/],
    [
      'a hash of several',
      set(1, { hashes: [hash('c')] }),
      /stands for 2 datapoints of 'digits' with the same content \(2, 3\)/,
    ],
    [
      'a hash twice',
      set(2, { hashes: [hash('a'), hash('a')] }),
      /array 'hash', datapoint 1: array 'hash', datapoint 0 has the same content hash/,
    ],
    [
      'an index twice',
      set(2, { indices: [1, 1] }),
      /array 'index', datapoint 1: array 'index', datapoint 0 has the same index \(1\)/,
    ],
    [
      'an unknown id',
      set(1, { ids: ['photo-9'] }),
      /array 'id', datapoint 0: .* no datapoint with the id 'photo-9'/,
    ],
    [
      'an id and an index that disagree',
      set(2, { indices: [0, 1], ids: ['photo-0', 'photo-2'] }),
      /array 'id', datapoint 1: the index says 1 of 'digits', whose id is 'photo-1', but here it is 'photo-2'/,
    ],
    [
      'index and hash that disagree',
      set(1, { indices: [0], hashes: [hash('b')] }),
      /the index says 0 of 'digits', whose content hash is a{12}…, but here it is b{12}…/,
    ],
    [
      'labels in another order',
      set(4, { labels: labels([1, 0, 1, 0]) }),
      /datapoint 0: its label is 1, but datapoint 0 of 'digits' is of class 0/,
    ],
    [
      'names of other classes',
      set(1, { indices: [1], labels: labels([0], ['cat']) }),
      /its label is cat, .* of class odd/,
    ],
  ])('refuses %s', (_, of, reason) => {
    expect(() => matchDatapoints(of, dataset)).toThrowError(reason);
  });
});

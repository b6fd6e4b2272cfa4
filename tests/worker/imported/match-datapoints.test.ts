import { describe, expect, it } from 'vitest';
import { attach, type DatasetPoints } from '../../../worker/src/representations/attach.ts';
import type { RepresentationSet } from '../../../worker/src/representations/representation-set.ts';

const hash = (letter: string): string => letter.repeat(64);
const dataset: DatasetPoints = {
  slug: 'digits',
  // Datapoints 2 and 3 have the same content.
  datapoints: ['a', 'b', 'c', 'c'].map((letter, index) => ({
    index,
    contentHash: hash(letter),
    class: index % 2,
  })),
  classNames: [
    { index: 0, name: 'even' },
    { index: 1, name: 'odd' },
  ],
};
const set = (count: number, more: Partial<RepresentationSet>): RepresentationSet => ({
  file: 'r.npz',
  shape: { datapoints: count, views: 2, dims: 1 },
  sources: [],
  encoderNames: ['f', 'g'],
  masks: [],
  labels: null,
  indices: null,
  hashes: null,
  ...more,
});
const labels = (classes: (number | null)[], names: string[] | null = null) => ({ classes, names, where: "r.npz, array 'labels'" }); // prettier-ignore
const indicesOf = (of: RepresentationSet): number[] =>
  attach(of, dataset).datapoints.map(({ index }) => index);

describe('attach', () => {
  it('finds datapoints by index, by content hash, and by order when there are as many', () => {
    expect(indicesOf(set(2, { indices: [3, 0] }))).toEqual([3, 0]);
    expect(indicesOf(set(2, { hashes: [hash('b'), hash('a')] }))).toEqual([1, 0]);
    expect(indicesOf(set(4, {}))).toEqual([0, 1, 2, 3]);
    expect(attach(set(2, { indices: [2, 3], hashes: [hash('c'), hash('c')] }), dataset)).toMatchObject({
      by: 'index',
    });
    expect(attach(set(2, { hashes: [hash('b'), hash('a')] }), dataset).datapoints[0]).toMatchObject({
      class: 1,
    });
  });

  it('takes labels that agree, by number or by name, and unknown ones', () => {
    expect(indicesOf(set(2, { indices: [1, 2], labels: labels([1, 0]) }))).toEqual([1, 2]);
    expect(indicesOf(set(2, { indices: [1, 2], labels: labels([1, 0], ['even', 'odd']) }))).toEqual([1, 2]);
    expect(indicesOf(set(4, { labels: labels([0, null, null, 1]) }))).toEqual([0, 1, 2, 3]);
  });

  it.each<[string, RepresentationSet, RegExp]>([
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
      /datapoint 1: the row 0 has the same content hash/,
    ],
    [
      'index and hash that disagree',
      set(1, { indices: [0], hashes: [hash('b')] }),
      /index says 0 .* but hash says b/,
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
    expect(() => attach(of, dataset)).toThrowError(reason);
  });
});

import { assertComparable, differingKeys, DomainError } from '@engram/core';
import type { ComparabilityKey } from '@engram/core';
import { expect, it } from 'vitest';

const key: ComparabilityKey = {
  estimator: 'half-split',
  pairForm: 'two-views',
  distance: 'l2',
  unitNorm: true,
  layer: 'representation',
  pooling: 'none',
  views: 10,
  policyHash: 'p',
  viewSeed: 'v',
  encoderIds: 'e',
  nIn: '16',
  nOut: '16',
  splitHash: 's',
  codeVersion: 'c',
};

it('scores made in the same way may be compared', () => {
  expect(differingKeys(key, { ...key })).toEqual([]);
  expect(() => assertComparable(key, { ...key })).not.toThrow();
});

it('comparing scores made in different ways is an error that names every differing key', () => {
  const other: ComparabilityKey = { ...key, distance: 'cosine', views: 20 };
  expect(differingKeys(key, other)).toEqual(['distance', 'views']);
  expect(() => assertComparable(key, other)).toThrow(/distance \(l2 and cosine\), views \(10 and 20\)/);
  expect(() => assertComparable(key, other)).toThrow(expect.objectContaining({ code: 'NOT_COMPARABLE' }));
  expect(() => assertComparable(key, other)).toThrow(DomainError);
});

it.each(Object.keys(key) as (keyof ComparabilityKey)[])('a difference in %s alone is enough', (name) => {
  expect(differingKeys(key, { ...key, [name]: 'other' })).toEqual([name]);
});

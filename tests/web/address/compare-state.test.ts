import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairAddress } from '../../../web/src/address/compare-address.ts';
import {
  compareStateToSearch,
  initialCompareState,
  measures,
  namedRuns,
  parseCompareState,
  type CompareState,
} from '../../../web/src/address/compare-state.ts';
import { atypicalCriteria } from '../../../web/src/address/atypical-criteria.ts';
import { datapointAddress } from '../../../web/src/address/datapoint-address.ts';
import { initialPairState, pairStateToSearch, parsePairState } from '../../../web/src/address/pair-state.ts';

const read = (search: string) => parseCompareState(new URLSearchParams(search));
const readPair = (search: string) => parsePairState(new URLSearchParams(search));
const keysOf = <Key extends string>(names: Readonly<Record<Key, unknown>>): Key[] =>
  Object.keys(names) as Key[];
const top = fc.integer({ min: 1, max: 1000 }).map((tenths) => tenths / 10);
const state: fc.Arbitrary<CompareState> = fc.record({
  dataset: fc.option(fc.string({ minLength: 1 }), { nil: null }),
  runs: fc.uniqueArray(fc.uuid(), { maxLength: 20 }),
  top,
  measure: fc.constantFrom(...keysOf(measures)),
  classes: fc.uniqueArray(fc.nat(999)).map((classes) => classes.sort((a, b) => a - b)),
  atypicalBy: fc.constantFrom(...keysOf(atypicalCriteria)),
});

describe('the state of the matrix in its URL', () => {
  it('comes back the same from every link', () => {
    fc.assert(
      fc.property(state, (given) => {
        expect(read(compareStateToSearch(given))).toEqual(given);
      }),
    );
  });

  it('is absent from the link of a page as it opens', () => {
    expect(compareStateToSearch(initialCompareState)).toBe('');
    expect(read('')).toEqual(initialCompareState);
  });

  it('is read leniently: what is not understood is left out', () => {
    expect(read('?runs=a,,<b>,a,c&top=0&by=toString&dataset=')).toEqual({
      ...initialCompareState,
      runs: ['a', 'c'],
    });
    expect(read('?top=101').top).toBe(5);
    expect(read('?top=0.5').top).toBe(0.5);
  });

  it('names each run once, and no more than the API takes, however long the address is', () => {
    const ids = Array.from({ length: 3000 }, (_, at) => `r${at}`);
    expect(namedRuns(['r0', ...ids].join(','))).toEqual(ids.slice(0, 20));
    expect(read(`?runs=${ids.join(',')}`).runs).toEqual(ids.slice(0, 20));
  });
});

describe('the state of the page of two runs in its URL', () => {
  it('comes back the same from every link', () => {
    const classes = fc.uniqueArray(fc.nat(999)).map((found) => found.sort((a, b) => a - b));
    const axes = fc.constantFrom(null, 'value', 'percentile');
    const colour = fc.constantFrom('none', 'class', 'tag', 'role');
    fc.assert(
      fc.property(fc.record({ classes, top, axes, colour }), (given) => {
        expect(readPair(pairStateToSearch(given))).toEqual(given);
      }),
    );
    expect(pairStateToSearch(initialPairState)).toBe('');
    expect(readPair('?class=x,3,3,1&top=-1')).toEqual({
      ...initialPairState,
      classes: [1, 3],
      top: 5,
    });
  });
});

describe('an address', () => {
  const uuid = '0b54c1f6-2f3a-4f0e-9d53-8f4f1c7a9e21';
  const id = btoa(`Run:${uuid}`);

  it('of two runs names them by their UUIDs', () => {
    expect(pairAddress(id, uuid)).toBe(`/compare/${uuid}/${uuid}`);
    expect(pairAddress(id, 'x', { classes: [3], top: 1 })).toBe(`/compare/${uuid}/x?class=3&top=1`);
  });

  it('of a datapoint names its dataset, its index and the run it is seen from', () => {
    expect(datapointAddress('mnist', 7)).toBe('/datapoints/mnist/7');
    expect(datapointAddress('a/b', 7, id)).toBe(`/datapoints/a%2Fb/7?run=${uuid}`);
  });
});

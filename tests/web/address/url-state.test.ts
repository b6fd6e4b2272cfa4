import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeRunState,
  initialRunState,
  parseRunState,
  parseScore,
  runStateToSearch,
  toScoreFilter,
  toScoresVariables,
  type RunState,
} from '../../../web/src/address/url-state.ts';
import { atypicalCriteria } from '../../../web/src/address/atypical-criteria.ts';
import { scoreOrders } from '../../../web/src/address/score-orders.ts';

const read = (search: string): RunState => parseRunState(new URLSearchParams(search));
const keysOf = <Key extends string>(names: Readonly<Record<Key, string>>): Key[] =>
  Object.keys(names) as Key[];
const score = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null });
const cursor = fc.string({ minLength: 1 });
const state: fc.Arbitrary<RunState> = fc.record({
  classes: fc.uniqueArray(fc.nat(999)).map((classes) => classes.sort((a, b) => a - b)),
  from: score,
  to: score,
  order: fc.constantFrom(...keysOf(scoreOrders)),
  page: fc.oneof(fc.constant(null), fc.record({ after: cursor }), fc.record({ before: cursor })),
  atypicalBy: fc.constantFrom(...keysOf(atypicalCriteria)),
});

describe('the state of a page in its URL', () => {
  it('comes back the same from every link', () => {
    // −0 and 0 are one score.
    fc.assert(
      fc.property(state, (given) => {
        expect(normal(read(runStateToSearch(given)))).toEqual(normal(given));
      }),
    );
  });

  it('is absent from the link of a page as it opens', () => {
    expect(runStateToSearch(initialRunState)).toBe('');
    expect(read('')).toEqual(initialRunState);
  });

  it('leaves out what it cannot read, and still opens', () => {
    expect(read('class=3,x,-1,6,3&from=abc&to=0.05&order=sideways')).toEqual({
      ...initialRunState,
      classes: [3, 6],
      to: 0.05,
    });
  });

  it('starts at the first page again when a filter changes, and keeps the page when it is turned', () => {
    const turned = changeRunState(initialRunState, { page: { after: 'c' } });
    expect(turned.page).toEqual({ after: 'c' });
    expect(changeRunState(turned, { classes: [6, 3] })).toMatchObject({ classes: [3, 6], page: null });
  });
});

describe('a typed score', () => {
  it.each([
    ['\u22120.02', -0.02],
    ['0,5', 0.5],
    [' 1e-3 ', 0.001],
    ['.5', 0.5],
  ])('%s is understood', (text, value) => expect(parseScore(text)).toBe(value));

  it.each(['', 'abc', '1.2.3', '0x10', '--1', 'Infinity', '1e999'])('%j is not a score', (text) =>
    expect(parseScore(text)).toBeNull(),
  );
});

describe('the filter sent to the API', () => {
  it('holds only what is chosen', () => {
    expect(toScoreFilter('r', initialRunState)).toEqual({ run: 'r' });
    expect(toScoreFilter('r', { ...initialRunState, classes: [3], to: 0 })).toEqual({
      run: 'r',
      classes: [3],
      value: { lte: 0 },
    });
  });

  it('asks for the last scores before a cursor when going back', () => {
    const back = toScoresVariables('r', { ...initialRunState, page: { before: 'c' } }, 25);
    expect(back).toMatchObject({ last: 25, before: 'c' });
    expect(back).not.toHaveProperty('first');
    expect(toScoresVariables('r', { ...initialRunState, page: { after: 'c' } }, 25)).toMatchObject({
      first: 25,
      after: 'c',
    });
  });
});

function normal(given: RunState): RunState {
  return {
    ...given,
    from: given.from === null ? null : given.from + 0,
    to: given.to === null ? null : given.to + 0,
  };
}

import { describe, expect, it } from 'vitest';
import { initialExploreState } from '../../../web/src/address/explore-state.ts';
import { stateForRun } from '../../../web/src/features/explore/state-for-run.ts';

const filters = { ...initialExploreState, classes: [3], from: 0.1, stable: 0.5, order: 'top-desc' as const };

describe('the filters of a run over the scores of another', () => {
  it('are the same', () => {
    expect(stateForRun(filters, 'a', 'b')).toEqual(filters);
    expect(stateForRun(filters, 'a', 'a')).toBe(filters);
  });

  it('let the two change places where the other was to agree, or stood on the second axis', () => {
    const state = { ...filters, agree: ['c', 'b'], top: 1, against: 'b' };
    expect(stateForRun(state, 'a', 'b')).toEqual({ ...state, agree: ['c', 'a'], against: 'a' });
    expect(stateForRun(state, 'a', 'd')).toEqual(state);
  });

  it('do without what was drawn between the scores of the two', () => {
    const lasso = [
      [0, 0],
      [1, 0],
      [1, 1],
    ] as const;
    const drawn = { ...filters, against: 'c', otherFrom: 0.2, otherTo: 0.4, lasso };
    expect(stateForRun(drawn, 'a', 'b')).toEqual({ ...filters, against: 'c' });
  });
});

import { describe, expect, it } from 'vitest';
import {
  initialExploreState,
  isNarrowed,
  parseExploreState,
  type ExploreState,
} from '../../../web/src/address/explore-state.ts';
import { appliedFilters } from '../../../web/src/features/explore/facets/applied-filters.ts';

const [run, other] = ['0f0e0d0c-0b0a-4909-8807-060504030201', '1f0e0d0c-0b0a-4909-8807-060504030201'];
const names = { ofClass: (index: number) => `n${index}`, ofRun: (id: string) => `run ${id[0]}` };
const every = parseExploreState(
  new URLSearchParams(
    `?class=3,6&from=-0.01&to=0.05&percentile=90&stable=0.5&fdr=0.05&agree=${run},${other}&top=10&tags=odd&roles=shared&identifiable=no` +
      `&against=${other}&yfrom=0.2&lasso=0,0~1,0~1,1&order=top-desc&view=table&size=120`,
  ),
);
const labelsOf = (state: ExploreState) => appliedFilters(state, names).map(({ label }) => label);

describe('the filters that are set', () => {
  it('are none at first, and none by order, view, size or a second axis alone', () => {
    expect(labelsOf(initialExploreState)).toEqual([]);
    expect(
      labelsOf({ ...initialExploreState, against: other, order: 'top-desc', view: 'table', size: 120 }),
    ).toEqual([]);
  });

  it('say what each asks for, in the order of the rail', () => {
    expect(labelsOf(every)).toEqual([
      'class n3',
      'class n6',
      'shared',
      'not identifiable',
      'score −0.0100 to 0.0500',
      'percentile ≥ 90',
      'P(top 5 %) ≥ 0.5',
      'false discovery rate ≤ 0.05',
      'in the top 10 % of 3 of 3 runs',
      'tag odd',
      'score in run 1 ≥ 0.2000',
      'lasso over run 1',
    ]);
  });

  it('each take away themselves alone, and all together leave nothing narrowed', () => {
    let state = every;
    for (let count = appliedFilters(every, names).length; count > 0; count--) {
      const [first, ...rest] = appliedFilters(state, names);
      state = { ...state, ...first!.without };
      expect(labelsOf(state)).toEqual(rest.map(({ label }) => label));
    }
    expect(isNarrowed(state)).toBe(false);
    expect(state).toEqual({
      ...initialExploreState,
      against: other,
      order: 'top-desc',
      view: 'table',
      size: 120,
    });
  });
});

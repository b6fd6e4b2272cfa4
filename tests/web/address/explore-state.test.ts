import { describe, expect, it } from 'vitest';
import {
  exploreStateToSearch,
  initialExploreState,
  isNarrowed,
  axesOf,
  leastAgreeing,
  parseExploreState,
} from '../../../web/src/address/explore-state.ts';
import { visibleCells } from '../../../web/src/features/explore/results/visible-rows.ts';

const run = '0f0e0d0c-0b0a-4909-8807-060504030201';
const parse = (search: string) => parseExploreState(new URLSearchParams(search));

describe('the state of the explorer in the address', () => {
  it('comes back as it was written', () => {
    const state = {
      classes: [3, 6],
      from: -0.25,
      to: 0.5,
      percentile: 90,
      stable: 0.5,
      fdr: 0.05,
      agree: [run],
      top: 10,
      least: 1,
      tags: ['odd one', '看-1'],
      commented: true,
      roles: ['shared', 'external'],
      identifiable: ['no'],
      against: run,
      otherFrom: 0.01,
      otherTo: null,
      lasso: [
        [0.01, -0.5],
        [1, 0.25],
        [-0.003, 2],
      ],
      axes: 'percentile',
      colour: 'role',
      map: true,
      mapLasso: [
        [-3, 1],
        [2.5, 1],
        [0, 4],
      ],
      mapColour: 'class',
      order: 'top-desc',
      view: 'table',
      size: 120,
    } as const;
    expect(parse(exploreStateToSearch(state))).toEqual(state);
    expect(exploreStateToSearch(initialExploreState)).toBe('');
  });

  it('leaves out what it does not understand', () => {
    expect(
      parse(
        '?class=x,3&from=low&percentile=101&stable=2&fdr=1.5&agree=me&top=0&order=worst&identifiable=maybe&size=9000',
      ),
    ).toEqual({
      ...initialExploreState,
      classes: [3],
    });
  });

  it('takes tags as the store writes them, each once', () => {
    expect(parse('?tags=Odd%20%20One,odd%20one,,x').tags).toEqual(['odd one', 'x']);
    expect(exploreStateToSearch({ ...initialExploreState, tags: ['a b', 'c'] })).toBe('?tags=a%20b,c');
  });

  it('keeps no lasso without a second axis, and none that encloses nothing', () => {
    expect(parse('?lasso=0,0~1,0~1,1&yfrom=0.1')).toEqual(initialExploreState);
    for (const lasso of ['0,0~1,1', '0,0~1,0~1', '0,0~1,0~x,1', Array(61).fill('0,0').join('~')])
      expect(parse(`?against=${run}&lasso=${lasso}`)).toEqual({ ...initialExploreState, against: run });
  });

  it('keeps no lasso over a map that is not shown', () => {
    expect(parse('?maplasso=0,0~1,0~1,1&mapcolour=class')).toEqual(initialExploreState);
    expect(parse('?map=1&mapcolour=worst')).toEqual({ ...initialExploreState, map: true });
    const lasso = parse('?map=1&maplasso=0,0~1,0~1,1');
    expect([isNarrowed(parse('?map=1')), isNarrowed(lasso)]).toEqual([false, true]);
  });

  it('counts percentiles where scores may not be compared, unless a reader or an older link says otherwise', () => {
    const { lasso } = parse(`?against=${run}&lasso=0,0~1,0~1,1`);
    expect(axesOf({ axes: null, lasso: [] }, true)).toBe('value');
    expect(axesOf({ axes: null, lasso: [] }, false)).toBe('percentile');
    expect(axesOf({ axes: null, lasso: [] }, null)).toBeNull();
    // Links from before there were percentiles hold corners in scores.
    expect(axesOf({ axes: null, lasso }, false)).toBe('value');
    expect(axesOf({ axes: 'value', lasso: [] }, false)).toBe('value');
    expect(parse(`?against=${run}&axes=log&colour=toString`)).toEqual({
      ...initialExploreState,
      against: run,
    });
    expect(parse('?axes=percentile&colour=class')).toEqual(initialExploreState);
  });

  it('is not narrowed by a second axis alone', () => {
    const state = { ...initialExploreState, against: run, axes: 'percentile', colour: 'class' } as const;
    expect(isNarrowed(state)).toBe(false);
    expect(isNarrowed({ ...state, otherTo: 0 })).toBe(true);
    expect(isNarrowed({ ...initialExploreState, roles: ['shared'] })).toBe(true);
    expect(isNarrowed({ ...initialExploreState, identifiable: ['yes'] })).toBe(true);
  });

  it('asks all runs to agree unless it says fewer', () => {
    expect(leastAgreeing({ agree: [run], least: null })).toBe(2);
    expect(leastAgreeing({ agree: [run], least: 1 })).toBe(1);
    expect(leastAgreeing({ agree: [], least: 4 })).toBe(1);
  });
});

describe('the cells of a long grid that are drawn', () => {
  const layout = { columns: 4, rowHeight: 100 };

  it('are those that are seen and two rows around them', () => {
    expect(visibleCells(1000, layout, 1000, 300)).toEqual({ from: 32, to: 60, height: 25_000 });
    expect(visibleCells(10, layout, 0, 500)).toEqual({ from: 0, to: 10, height: 300 });
    expect(visibleCells(0, layout, 0, 500)).toEqual({ from: 0, to: 0, height: 0 });
  });
});

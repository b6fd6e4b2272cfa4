import { describe, expect, it } from 'vitest';
import { parseExploreState } from '../../../web/src/address/explore-state.ts';
import { exploredFrom, runFromExplorer, runOfClasses } from '../../../web/src/address/filtered-address.ts';
import { initialRunState, parseRunState } from '../../../web/src/address/url-state.ts';

const id = '019ab2f2-0000-4000-8000-000000000000';
const filters = { classes: [3, 6], from: -0.1, to: 0.25, order: 'value-asc' as const };
const searchOf = (address: string) => new URLSearchParams(address.split('?')[1] ?? '');

describe('links that leave a filtered page', () => {
  it('take classes, range and order from the page of a run to its explorer, and back', () => {
    const there = exploredFrom(id, { ...initialRunState, ...filters });
    expect(there).toContain(`/runs/${id}/explore?`);
    const explored = parseExploreState(searchOf(there));
    expect(explored).toMatchObject(filters);
    expect(parseRunState(searchOf(runFromExplorer(id, explored)))).toEqual({
      ...initialRunState,
      ...filters,
    });
  });

  it('take the classes of a comparison to the page of a run', () => {
    const address = runOfClasses(id, { classes: [3], atypicalBy: 'highest' });
    expect(parseRunState(searchOf(address))).toEqual({
      ...initialRunState,
      classes: [3],
      atypicalBy: 'highest',
    });
  });

  it('stay short where nothing is filtered', () => {
    expect(exploredFrom(id, initialRunState)).toBe(`/runs/${id}/explore`);
    expect(runOfClasses(id, { classes: [] })).toBe(`/runs/${id}`);
  });
});

import { describe, expect, it } from 'vitest';
import { parseList, stepsIn } from '../../../web/src/address/list-of-origin.ts';

const list = { run: 'a', indices: [7, 3, 5] };

describe('the list that a datapoint was opened from', () => {
  it('leads to the datapoints before and after it, in the order of the list', () => {
    expect(stepsIn(list, 'a', 3)).toEqual({ previous: 7, next: 5 });
    expect(stepsIn(list, 'a', 7)).toEqual({ previous: null, next: 3 });
    expect(stepsIn(list, 'a', 5)).toEqual({ previous: 3, next: null });
  });

  it('leads nowhere from a datapoint that it does not hold, or seen from another run', () => {
    const nowhere = { previous: null, next: null };
    expect([stepsIn(list, 'a', 9), stepsIn(list, 'b', 3), stepsIn(null, 'a', 3)]).toEqual([
      nowhere,
      nowhere,
      nowhere,
    ]);
  });

  it('is nothing where the browser holds something else under its name', () => {
    expect(parseList(JSON.stringify(list))).toEqual(list);
    for (const text of [null, 'null', '[]', '{"run":"a"}', '{"run":"a","indices":["x"]}', '3'])
      expect(parseList(text)).toBeNull();
  });
});

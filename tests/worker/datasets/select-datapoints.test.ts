import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectDatapoints } from '../../../worker/src/datasets/select-datapoints.ts';

describe('the datapoints of a run', () => {
  it('are the first ones of each class in equal shares, in the order of the dataset', () => {
    const labels = Int32Array.from([0, 1, 0, 1, 0, 1, 0, 1]);
    expect([...selectDatapoints({ datapoints: 4 }, labels)]).toEqual([0, 1, 2, 3]);
    expect([...selectDatapoints({ datapoints: 4 }, labels.toSorted())]).toEqual([0, 1, 4, 5]);
  });

  it('come from larger classes where a class has fewer than its share', () => {
    const labels = Int32Array.from([0, 0, 0, 0, 0, 1, 2, 2, 2, 2]);
    expect([...selectDatapoints({ datapoints: 7 }, labels)]).toEqual([0, 1, 2, 5, 6, 7, 8]);
  });

  it('are as many as asked for, ascending and distinct, whatever the classes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1, max: 5 }), { minLength: 4, maxLength: 60 }),
        fc.nat(),
        (list, n) => {
          const datapoints = 4 + (n % (list.length - 3));
          const selected = [...selectDatapoints({ datapoints }, Int32Array.from(list))];
          expect(selected).toHaveLength(datapoints);
          expect(selected).toEqual([...new Set(selected)].sort((a, b) => a - b));
        },
      ),
    );
  });

  it('are all of them when no number is given, and never more than there are', () => {
    expect([...selectDatapoints({}, Int32Array.of(3, 3, 1, -1))]).toEqual([0, 1, 2, 3]);
    expect(() => selectDatapoints({ datapoints: 9 }, new Int32Array(4))).toThrow(
      /asks for 9 datapoints.* has 4/,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { tableOf } from '../../../../web/src/charts/registry.ts';
import { coarseCounts } from '../../../../web/src/charts/specs/coarse-counts.ts';
import { scatterFrame, scatterScale } from '../../../../web/src/charts/specs/scatter.ts';

describe('the table of a map', () => {
  it.each([0.004, 1, 300])('tells its parts apart when places span %d', (span) => {
    const x = Float32Array.from({ length: 50 }, (_, n) => (span * n) / 49);
    const y = x.toReversed();
    const scales = { x: scatterScale(x, 7), y: scatterScale(y, 7) };
    const spec = scatterFrame(
      { xTitle: 'across', yTitle: 'up' },
      coarseCounts(x, y, new Uint16Array(50), scales.x, scales.y, true),
      scales,
      { axes: 'place', isComparable: false, categories: null },
    );
    const { head, rows } = tableOf(spec);
    expect(new Set(head).size).toBe(head.length);
    expect(new Set(rows.map(([from]) => from)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(2);
  });
});

describe('the legend of a scatter', () => {
  const [x, y] = [Float32Array.of(0, 1), Float32Array.of(0, 1)];
  const scales = { x: scatterScale(x, 7), y: scatterScale(y, 7) };
  const coarse = coarseCounts(x, y, new Uint16Array(2), scales.x, scales.y);
  const labels = (look: object) =>
    scatterFrame({ xTitle: 'one', yTitle: 'other' }, coarse, scales, {
      ...{ axes: 'value', isComparable: false, categories: null },
      ...look,
    }).legend.map(({ label }) => label);

  it('speaks of filters only where there are any', () => {
    expect(labels({})).toEqual(['passes all filters', 'filtered out']);
    expect(labels({ isFiltered: false })).toEqual(['a datapoint']);
  });

  it('names only categories that a point has', () => {
    const categories = { names: ['shared', 'candidate'], rest: 'no role' };
    expect(labels({ categories, isFiltered: false })).toEqual(['shared', 'candidate', 'no role']);
    expect(labels({ categories: { ...categories, drawn: new Set([2]) } })).toEqual([
      'candidate',
      'filtered out',
    ]);
  });
});

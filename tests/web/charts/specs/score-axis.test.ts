import { describe, expect, it } from 'vitest';
import { scoreTitleOf, zeroLabel } from '../../../../web/src/charts/specs/score-axis.ts';

describe('the axis of scores', () => {
  it('has the unit of what was measured', () => {
    expect(scoreTitleOf('alignment')).toEqual({
      label: 'memorization score m(x)',
      unit: 'in units of the distance',
    });
    expect(scoreTitleOf('label-confidence')).toEqual({
      label: 'memorization score m(x)',
      unit: 'in units of the accuracy',
    });
    expect(zeroLabel('label-confidence')).toBe('0: no memorization');
  });

  it('calls neither proxies nor scores from elsewhere memorization', () => {
    for (const measure of ['pixel-distance', 'mean-alignment', null] as const) {
      expect(scoreTitleOf(measure).label).not.toMatch(/memorization/);
      expect(zeroLabel(measure)).toBe('0');
    }
    expect(scoreTitleOf(null).unit).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import type { Correlation } from '../../../../web/src/features/run/findings/findings-document.ts';
import { referenceOf } from '../../../../web/src/features/run/findings/reference-of.ts';

const configOf = (scoring: object) =>
  JSON.stringify({
    name: 'a',
    policy: 'digits-weak',
    scoring: { views: 10, distance: 'l2', unitNorm: true, ...scoring },
  });
const own = configOf({ measure: 'gradient-coherence' });
const correlation = (
  id: string,
  patch: { measure?: string; scoring?: object; day?: number; spearman?: number } = {},
) =>
  ({
    run: {
      ...{ id, measure: patch.measure ?? 'alignment', createdAt: `2026-01-0${patch.day ?? 1}T00:00:00Z` },
      config: configOf({ ...patch.scoring, ...(patch.measure && { measure: patch.measure }) }),
    },
    spearman: patch.spearman ?? 0.1,
  }) as Correlation;
const chosen = (...all: Correlation[]) => referenceOf(own, all)?.run.id ?? null;

describe('the run that says how far a proxy stands for the score', () => {
  it('measures the alignment; without one there is none', () => {
    expect(chosen(correlation('layers', { measure: 'layer-alignment' }), correlation('reference'))).toBe(
      'reference',
    );
    expect(chosen(correlation('layers', { measure: 'layer-alignment' }))).toBeNull();
    expect(chosen()).toBeNull();
  });

  it('differs in the fewest settings, though another one is newer and correlates better', () => {
    const other = correlation('other', { scoring: { views: 5, distance: 'l1' }, day: 9, spearman: 0.9 });
    expect(chosen(other, correlation('near', { scoring: { views: 5 } }))).toBe('near');
    expect(chosen(correlation('near', { scoring: { views: 5 } }), other)).toBe('near');
  });

  it('is the newest of equals, not the one that correlates best', () => {
    const old = correlation('old', { day: 1, spearman: 0.9 });
    expect(chosen(old, correlation('new', { day: 2 }))).toBe('new');
    expect(chosen(correlation('new', { day: 2 }), old)).toBe('new');
  });
});

import { defaultMeasure, measureCards, isProxy, type MeasureKey } from '@engram/core';

/** The axis of memorization scores. */
const scoreTitle = { label: 'memorization score m(x)', unit: 'in units of the distance' };

/** What 0 stands for on the axis. */
export const zeroLabel = (measure: MeasureKey | null): string =>
  measure === null || isProxy(measure) ? '0' : '0: no memorization';

/** The axis of the scores of a measure: a proxy's are no memorization scores. null = made elsewhere, of a unit that is not known. */
export function scoreTitleOf(measure: MeasureKey | null): { label: string; unit: string | null } {
  if (measure === null) return { label: 'imported score', unit: null };
  if (measure === defaultMeasure) return scoreTitle;
  const { name, unit } = measureCards[measure];
  const label = isProxy(measure) ? `score of the proxy: ${name.toLowerCase()}` : scoreTitle.label;
  return { label, unit: `in units of the ${unit}` };
}

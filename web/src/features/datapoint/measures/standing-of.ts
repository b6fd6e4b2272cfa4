import { defaultMeasure } from '@engram/core';
import { formatCoefficient, isNumber } from '../../../format.ts';
import { coefficientInterval } from '../../run/findings/correlation-messages.ts';
import type { MeasureScore } from './measures-document.ts';

/** How far a proxy stands for the reference that is shown beside it: `Spearman 0.58 with alignment (interval 0.49 to 0.67)`; null where nobody knows. */
export function standingOf({ run }: MeasureScore, shown: readonly MeasureScore[]): string | null {
  const reference = shown.find(({ run: { measure } }) => measure === defaultMeasure);
  const correlation = run.isProxy && run.correlations.find((each) => each.run.id === reference?.run.id);
  if (!correlation || !isNumber(correlation.spearman)) return null;
  return `Spearman ${formatCoefficient(correlation.spearman)} with ${defaultMeasure} (${coefficientInterval(correlation)})`;
}

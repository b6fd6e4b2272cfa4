import { criticalT, twoSidedP } from './student-t.ts';

export interface TInterval {
  difference: number;
  standardError: number;
  degreesOfFreedom: number;
  low: number;
  high: number;
  /** difference / standardError; 0 when both are 0. */
  t: number;
  /** Two-sided, of the null that the difference is 0. */
  pValue: number;
}

/** difference ± t(ν) · SE. With a standard error of 0 the interval is the difference alone. */
export function tInterval(
  difference: number,
  standardError: number,
  degreesOfFreedom: number,
  confidence: number,
): TInterval {
  const t = difference === 0 ? 0 : difference / standardError;
  const half = standardError === 0 ? 0 : criticalT(confidence, degreesOfFreedom) * standardError;
  return {
    difference,
    standardError,
    degreesOfFreedom,
    low: difference - half,
    high: difference + half,
    t,
    pValue: twoSidedP(t, degreesOfFreedom),
  };
}

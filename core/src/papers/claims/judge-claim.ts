import type { FoundClaim } from './find-claims.ts';
import { isRoundingOf, readPrinted } from './printed-number.ts';

export type ClaimVerdict = 'holds' | 'differs' | 'cannot be checked';

export interface JudgedClaim extends FoundClaim {
  verdict: ClaimVerdict;
  actual: number | null;
  /** Why it cannot be checked; null otherwise. */
  reason: string | null;
}

/** Compares a printed number with the actual one at its printed precision. @param actual a number, or why there is none */
export function judgeClaim(found: FoundClaim, actual: number | string): JudgedClaim {
  const unknown = (reason: string, value: number | null = null): JudgedClaim => ({
    ...found,
    verdict: 'cannot be checked',
    actual: value,
    reason,
  });
  if (typeof found.claim === 'string') return unknown(found.claim);
  if (typeof actual === 'string') return unknown(actual);
  if (found.printed === null) return unknown('no number stands in the link', actual);
  const printed = readPrinted(found.printed);
  if (!printed) return unknown('the text of the link is not one number', actual);
  return { ...found, verdict: isRoundingOf(printed, actual) ? 'holds' : 'differs', actual, reason: null };
}

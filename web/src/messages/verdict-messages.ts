import type { Verdict } from '@engram/core';

/** What an experiment says of a claim. */
export const verdictLabels: Record<Verdict, string> = {
  HOLDS: 'holds',
  DOES_NOT_HOLD: 'does not hold here',
  CANNOT_BE_TOLD: 'cannot be told',
  NOT_APPLICABLE: 'not applicable',
};

import { knownKey } from '../known-key.ts';

/** Which datapoints of a class are called its most atypical. */
export const atypicalCriteria = {
  stable: 'stably in the top 5 %',
  highest: 'of the highest scores',
} as const;
export type AtypicalCriterion = keyof typeof atypicalCriteria;

/** A list of the highest scores is inflated by its own choice; what would be in the top again does not depend on luck. */
export const defaultAtypicalBy: AtypicalCriterion = 'stable';

/** P(top 5 %) from which a datapoint counts as stably atypical: more draws of encoders than not have it there. */
export const leastTopFraction = 0.5;

export const parseAtypicalBy = (text: string | null): AtypicalCriterion =>
  knownKey(atypicalCriteria, text, defaultAtypicalBy);

/** Which datapoints of a class are called its most atypical. */
export const ends = {
  stable: 'stably in the top 5 %',
  highest: 'of the highest scores',
} as const;
export type Ends = keyof typeof ends;

/** A list of the highest scores is inflated by its own choice; what would be in the top again does not depend on luck. */
export const defaultEnds: Ends = 'stable';

/** P(top 5 %) from which a datapoint counts as stably atypical: more draws of encoders than not have it there. */
export const leastTopFraction = 0.5;

export const parseEnds = (text: string | null): Ends =>
  text !== null && Object.hasOwn(ends, text) ? (text as Ends) : defaultEnds;

import { leastTopFraction, type AtypicalCriterion } from '../../address/atypical-criteria.ts';

/** What is said in place of the atypical datapoints of a class that has none. */
export const noAtypicalMessages: Record<AtypicalCriterion, string> = {
  stable: `No datapoint of this class is in the top 5 % of the run with a probability of ${leastTopFraction} or more.`,
  highest: 'No datapoint of this class has a score.',
};

/** What is said of the atypical datapoints shown. @param isImported whether the scores were made elsewhere */
export function extremesMessage(
  shown: AtypicalCriterion,
  asked: AtypicalCriterion,
  isImported = false,
): string {
  if (shown === 'stable')
    return `Typical datapoints have the lowest scores of their class. Atypical ones have the highest among those that are in the top 5 % of the run with a probability of ${leastTopFraction} or more, by bootstrap over encoders.`;
  const message = 'Typical datapoints have the lowest scores of their class, atypical ones the highest.';
  return asked === 'stable' && !isImported
    ? `${message} None is in the top 5 % of the run with a probability of ${leastTopFraction} or more, so other encoders might show other datapoints here.`
    : message;
}

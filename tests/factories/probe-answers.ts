import { Rng } from '@engram/core';

/** Test datapoints from easy to hard, in an order of their own. */
const difficulty = (count: number): number[] =>
  Array.from(Rng.fromSeed('difficulty').permutation(count), (place) => (place + 0.5) / count);

/** Answers of a probe of this accuracy: it is right on the easiest datapoints, so that two probes differ in few of them. */
export const answersOf = (accuracy: number, count = 2000): string =>
  difficulty(count)
    .map((hard) => (hard < accuracy ? '1' : '0'))
    .join('');

/** Answers that are right by chance alone, datapoint by datapoint. */
export function luckyAnswers(accuracy: number, rng: Rng, count: number): string {
  return Array.from({ length: count }, () => (rng.uniform() < accuracy ? '1' : '0')).join('');
}

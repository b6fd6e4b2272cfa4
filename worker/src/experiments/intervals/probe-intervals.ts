/**
 * Accuracies of probes with intervals. An accuracy is a mean over encoders and test datapoints, and both could have come out otherwise: other
 * initialisations, other sets that were removed, other datapoints to test. All encoders answer for the same test datapoints, so that
 * differences are paired by them.
 */
import { jackknifeInterval, mean, type Interval, type SeriesPoint } from '@engram/core';
import { inUnitRange } from './in-unit-range.ts';

/** Blocks that the test datapoints are cut into; each is left out once. */
const mostBlocks = 20;

/** What one encoder's probe said of the test datapoints: `1` where it was right. */
export type Answers = string;

export const accuracyOf = (answers: Answers): number => accuracyWithout(answers, -1);

/** Fraction of right answers without those of a block, or of all. */
function accuracyWithout(answers: Answers, block: number): number {
  let [right, count] = [0, 0];
  for (let n = 0; n < answers.length; n++) {
    if (block >= 0 && n % mostBlocks === block) continue;
    count++;
    if (answers[n] === '1') right++;
  }
  return right / count;
}

/** Answers of a condition: [groups][repetitions], such as random sets × initialisations. */
export type Condition = readonly (readonly Answers[])[];

/**
 * Mean accuracy of `a`, or of `a` minus that of `b`, with a jackknife interval over the groups of each, the repetitions, which both share, and blocks of test
 * datapoints. What there is one of varies in the other ways alone.
 */
export function accuracyInterval(a: Condition, b: Condition | null, confidence: number): Interval {
  const without = (all: readonly number[], i: number): number[] => all.filter((_, at) => at !== i);
  const all = { a: [...a.keys()], b: [...(b ?? []).keys()], repetitions: [...a[0]!.keys()], block: -1 };
  const meanOf = (
    condition: Condition,
    groups: readonly number[],
    { repetitions, block }: typeof all,
  ): number =>
    mean(groups.map((group) => mean(repetitions.map((r) => accuracyWithout(condition[group]![r]!, block)))));
  const statistic = (chosen: typeof all): number =>
    meanOf(a, chosen.a, chosen) - (b ? meanOf(b, chosen.b, chosen) : 0);
  const blocks = Math.min(mostBlocks, a[0]![0]!.length);
  const ways = [
    { size: all.a.length, without: (i: number) => statistic({ ...all, a: without(all.a, i) }) },
    { size: all.b.length, without: (i: number) => statistic({ ...all, b: without(all.b, i) }) },
    {
      size: all.repetitions.length,
      without: (i: number) => statistic({ ...all, repetitions: without(all.repetitions, i) }),
    },
    { size: blocks, without: (block: number) => statistic({ ...all, block }) },
  ].filter(({ size }) => size > 1);
  const estimate = statistic(all);
  const interval = ways.length === 0 ? null : jackknifeInterval(estimate, ways, confidence);
  return { estimate, low: interval?.low ?? null, high: interval?.high ?? null };
}

/** The accuracy of a condition as a point of a series at x, with the number of probes behind it. */
export const accuracyPoint = (x: number, condition: Condition, confidence: number): SeriesPoint => ({
  ...{ x, n: condition.length * condition[0]!.length },
  ...inUnitRange(accuracyInterval(condition, null, confidence)),
});

/** What the probes are called in sentences. */
export const probeNames = { linear: 'linear probe', knn: 'nearest neighbours' } as const;

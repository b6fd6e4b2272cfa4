import { isClose } from './close.ts';

/** The definition with loops: mean loss of the encoders trained without x minus that of those trained with it. */
export function naiveScores(alignments: ArrayLike<number>[], masks: ArrayLike<number>[]): (number | null)[] {
  const scores: (number | null)[] = [];
  for (let x = 0; x < alignments[0].length; x++) {
    let without = 0;
    let withoutCount = 0;
    let trained = 0;
    let trainedCount = 0;
    for (let e = 0; e < alignments.length; e++)
      if (masks[e][x] === 1) {
        trained += alignments[e][x];
        trainedCount++;
      } else {
        without += alignments[e][x];
        withoutCount++;
      }
    scores.push(
      trainedCount === 0 || withoutCount === 0 ? null : without / withoutCount - trained / trainedCount,
    );
  }
  return scores;
}

/** Where scores differ from the oracle's; none is what every estimator must give. */
export function scoreMistakes(
  estimator: (alignments: ArrayLike<number>[], masks: ArrayLike<number>[]) => (number | null)[],
  alignments: ArrayLike<number>[],
  masks: ArrayLike<number>[],
): string[] {
  const expected = naiveScores(alignments, masks);
  const actual = estimator(alignments, masks);
  return expected.flatMap((value, x) =>
    (value === null ? actual[x] === null : isClose(actual[x], value))
      ? []
      : [`datapoint ${x}: ${actual[x]}, not ${value}`],
  );
}

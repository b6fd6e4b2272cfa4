import { checkTable, estimateFromSides } from './estimate.ts';
import type { TestedEstimate } from './estimate.ts';
import { refuseScoreInput } from './alignment.ts';

/**
 * The definition itself, for a plan of `leaveOneOutSplit`: f are the R encoders trained on everything, g for datapoint x the
 * R trained on everything else; paired t over repetitions, which share an initialisation.
 *
 * @param alignments [(N + 1)·R][N] in the order of the plan
 * @returns [N] with nIn = nOut = R
 * @throws DomainError INVALID_SCORE_INPUT when the number of encoders is no multiple of N + 1
 */
export function leaveOneOutScores(
  alignments: readonly ArrayLike<number>[],
  masks: readonly ArrayLike<number>[],
  confidence = 0.95,
): TestedEstimate[] {
  checkTable({ alignments, masks });
  const count = alignments[0].length;
  if (alignments.length % (count + 1) !== 0)
    refuseScoreInput(
      `leave-one-out of ${count} datapoints needs a multiple of ${count + 1} encoders, not ${alignments.length}`,
    );
  const full = Array.from({ length: alignments.length / (count + 1) }, (_, r) => r * (count + 1));
  return Array.from({ length: count }, (_, x) =>
    estimateFromSides(
      full.map((f) => alignments[f][x]),
      full.map((f) => alignments[f + 1 + x][x]),
      true,
      confidence,
    ),
  );
}

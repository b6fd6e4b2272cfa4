import { invariant } from '../errors.ts';
import type { WeightedScores } from './weighted-scores.ts';

/**
 * Scores of `b` minus those of `a`, for two measurements or trainings on the same masks and initialisations: groups of encoders are
 * drawn for both at once, so that what both share leaves the interval of the difference.
 */
export function pairedDifference(a: WeightedScores, b: WeightedScores): WeightedScores {
  invariant(
    a.groups === b.groups && a.positions.every((position, i) => position === b.positions[i]),
    'scores of other groups or datapoints cannot be paired',
  );
  const ofA = new Float64Array(a.positions.length);
  return {
    groups: a.groups,
    positions: a.positions,
    thinnerSides: a.thinnerSides.map((side, i) => Math.min(side, b.thinnerSides[i]!)),
    into(weights, out) {
      a.into(weights, ofA);
      b.into(weights, out);
      for (let i = 0; i < out.length; i++) out[i]! -= ofA[i]!;
    },
  };
}

import { encoderGroups } from '../designs/encoder-groups.ts';
import { memorizationScore, relativeScore, type AlignmentTable } from './estimate.ts';

/**
 * Scores as a function of how often each group of encoders counts: what every resampling over encoders evaluates.
 * Letters: G groups, n identifiable datapoints.
 */
export interface WeightedScores {
  /** G */
  groups: number;
  /** The identifiable datapoints, ascending, [n]; scores are given in this order. */
  positions: Int32Array;
  /** How many groups stand on the thinner side of each score, [n]: with one, its spread over encoders cannot be seen. */
  thinnerSides: Int32Array;
  /** Writes the scores under the groups' weights [G] into `out` [n]; NaN where a side has no weight. */
  into(weights: Float64Array, out: Float64Array): void;
}

/** Weighted means of the rows of a matrix [G][n]: scores for which every group gives a difference of its own. */
export function weightedRows(rows: readonly Float64Array[], positions: Int32Array): WeightedScores {
  return {
    groups: rows.length,
    positions,
    thinnerSides: new Int32Array(positions.length).fill(rows.length),
    into(weights, out) {
      let total = 0;
      out.fill(0);
      rows.forEach((row, g) => {
        const weight = weights[g];
        if (weight === 0) return;
        total += weight;
        for (let i = 0; i < out.length; i++) out[i] += weight * row[i];
      });
      for (let i = 0; i < out.length; i++) out[i] /= total;
    },
  };
}

/** The scores m = mean alignment loss out − in of a table, by weights of its groups of encoders. O(t · n) a call. */
export function weightedScores(
  table: AlignmentTable,
  groups: readonly (readonly number[])[] = encoderGroups(table),
): WeightedScores {
  const positions = identifiablePositions(table);
  return differencesByGroup(table, groups, positions) ?? weightedSides(table, groups, positions);
}

/** The relative scores m′ = (out − in)/(out + in) of a table, by weights of its groups of encoders. O(t · n) a call. */
export const weightedRelativeScores = (table: AlignmentTable): WeightedScores =>
  weightedSides(table, encoderGroups(table), identifiablePositions(table), relativeScore);

function identifiablePositions({ alignments, masks }: AlignmentTable): Int32Array {
  const inside = new Int32Array(alignments[0]?.length ?? 0);
  for (const mask of masks) for (let x = 0; x < inside.length; x++) inside[x] += mask[x];
  return Int32Array.from(Array.from(inside.keys()).filter((x) => inside[x] > 0 && inside[x] < masks.length));
}

/** Every group two encoders with each datapoint on one side: its scores are linear in the groups. Else null. */
function differencesByGroup(
  { alignments, masks }: AlignmentTable,
  groups: readonly (readonly number[])[],
  positions: Int32Array,
): WeightedScores | null {
  const rows: Float64Array[] = [];
  for (const group of groups) {
    if (group.length !== 2) return null;
    const [a, b] = group;
    const row = new Float64Array(positions.length);
    for (let i = 0; i < positions.length; i++) {
      const x = positions[i];
      if (masks[a][x] === masks[b][x]) return null;
      const difference = alignments[b][x] - alignments[a][x];
      row[i] = masks[a][x] === 1 ? difference : -difference;
    }
    rows.push(row);
  }
  return weightedRows(rows, positions);
}

function weightedSides(
  { alignments, masks }: AlignmentTable,
  groups: readonly (readonly number[])[],
  positions: Int32Array,
  scoreOf: (alignmentIn: number, alignmentOut: number) => number = memorizationScore,
): WeightedScores {
  const t = masks.length;
  const n = positions.length;
  // Datapoint by datapoint [n, t], so that a call reads memory in order and keeps its sums in registers.
  const losses = new Float64Array(n * t);
  const inside = new Float64Array(n * t);
  const thinnerSides = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    let nIn = 0;
    for (let e = 0; e < t; e++) {
      losses[i * t + e] = alignments[e][positions[i]];
      inside[i * t + e] = masks[e][positions[i]];
      nIn += inside[i * t + e];
    }
    thinnerSides[i] = Math.min(nIn, t - nIn);
  }
  const weightOf = new Float64Array(t);
  return {
    groups: groups.length,
    positions,
    thinnerSides,
    into(weights, out) {
      weightOf.fill(0);
      let total = 0;
      groups.forEach((group, g) => {
        for (const encoder of group) {
          weightOf[encoder] = weights[g];
          total += weights[g];
        }
      });
      for (let i = 0; i < n; i++) {
        let sumIn = 0;
        let sumOut = 0;
        let weightIn = 0;
        for (let e = 0; e < t; e++) {
          const trained = weightOf[e] * inside[i * t + e];
          sumIn += trained * losses[i * t + e];
          sumOut += (weightOf[e] - trained) * losses[i * t + e];
          weightIn += trained;
        }
        out[i] = scoreOf(sumIn / weightIn, sumOut / (total - weightIn));
      }
    },
  };
}

import { encoderGroups } from './encoder-groups.ts';
import type { AlignmentTable } from './estimate.ts';

/**
 * Scores as a function of how often each group of encoders counts: what every resampling over encoders evaluates.
 * Letters: G groups, n identifiable datapoints.
 */
export interface WeightedScores {
  /** G */
  groups: number;
  /** The identifiable datapoints, ascending, [n]; scores are given in this order. */
  positions: Int32Array;
  /** Writes the scores under the groups' weights [G] into `out` [n]; NaN where a side has no weight. */
  into(weights: Float64Array, out: Float64Array): void;
}

/** Weighted means of the rows of a matrix [G][n]: scores for which every group gives a difference of its own. */
export function weightedRows(rows: readonly Float64Array[], positions: Int32Array): WeightedScores {
  return {
    groups: rows.length,
    positions,
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
): WeightedScores {
  const losses = alignments.map((row) => Float64Array.from(positions, (x) => row[x])); // [t][n]
  const inside = masks.map((mask) => Uint8Array.from(positions, (x) => mask[x])); // [t][n]
  const n = positions.length;
  const [sumIn, sumOut, weightIn, weightOut] = Array.from({ length: 4 }, () => new Float64Array(n));
  return {
    groups: groups.length,
    positions,
    into(weights, out) {
      for (const sums of [sumIn, sumOut, weightIn, weightOut]) sums.fill(0);
      groups.forEach((group, g) => {
        const weight = weights[g];
        if (weight === 0) return;
        for (const encoder of group)
          for (let i = 0; i < n; i++)
            if (inside[encoder][i] === 1) {
              sumIn[i] += weight * losses[encoder][i];
              weightIn[i] += weight;
            } else {
              sumOut[i] += weight * losses[encoder][i];
              weightOut[i] += weight;
            }
      });
      for (let i = 0; i < n; i++) out[i] = sumOut[i] / weightOut[i] - sumIn[i] / weightIn[i];
    },
  };
}

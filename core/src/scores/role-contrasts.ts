import { checkTable } from './estimate.ts';
import type { AlignmentTable } from './estimate.ts';
import type { Rng } from '../rng.ts';
import { meanIntervals } from './score-means.ts';
import type { MeanInterval, MeanOptions } from './score-means.ts';
import { splitRoles } from '../designs/split-plan.ts';
import type { SplitRole } from '../designs/split-plan.ts';
import { weightedRows } from './weighted-scores.ts';

/**
 * Mean of L_align(g) − L_align(f) over the datapoints of each part of an `fg-split` (Wang et al., arXiv 2401.12233), with
 * an interval over pairs × datapoints. Always g minus f: above 0 for S_C, which f saw; below 0 for S_I, which g saw; around
 * 0 for S_S and S_E, the controls, whose single datapoints are not identifiable.
 *
 * @returns null for a part without datapoints; no interval from a single pair
 * @throws DomainError INVALID_SCORE_INPUT as `estimateScores`
 */
export function roleContrasts(
  table: AlignmentTable & { pairs: readonly (readonly [number, number])[] },
  roles: readonly (SplitRole | null)[],
  rng: Rng,
  options: MeanOptions = {},
): Record<SplitRole, MeanInterval | null> {
  checkTable(table);
  const { alignments, pairs } = table;
  const everyone = Int32Array.from(roles.keys());
  const differences = pairs.map(([f, g]) =>
    Float64Array.from(everyone, (x) => alignments[g][x] - alignments[f][x]),
  ); // [R][N]
  const members = splitRoles.map((role) => everyone.filter((x) => roles[x] === role));
  const means = meanIntervals(weightedRows(differences, everyone), members, rng, options);
  return Object.fromEntries(splitRoles.map((role, i) => [role, means[i]])) as Record<
    SplitRole,
    MeanInterval | null
  >;
}

import { DomainError } from '../errors.ts';
import type { ScoreEstimate } from './score.ts';
import { pairedT } from '../statistics/paired-t.ts';
import { mean } from '../statistics/summary.ts';
import { welch } from '../statistics/welch.ts';

/** What the estimators read: t encoders × N datapoints. */
export interface AlignmentTable {
  /** [t][N] alignment loss of each datapoint under each encoder. */
  alignments: readonly ArrayLike<number>[];
  /** [t][N], 1 = the encoder was trained on the datapoint, else 0. */
  masks: readonly ArrayLike<number>[];
  /** (f, g) encoders that share an initialisation: intervals are then paired. */
  pairs?: readonly (readonly [number, number])[] | null;
}

/** A score with the test of the null that it is 0, for flags at a stated false discovery rate. */
export interface TestedEstimate extends ScoreEstimate {
  degreesOfFreedom: number | null;
  /** Two-sided, over encoders; null without an interval. */
  pValue: number | null;
}

const fail = (message: string): never => {
  throw new DomainError('INVALID_SCORE_INPUT', message);
};

/** Rejects a table that cannot be scored. Throws INVALID_SCORE_INPUT naming encoder and datapoint. */
export function checkTable({ alignments, masks, pairs }: AlignmentTable): void {
  if (alignments.length === 0) fail('there is no encoder to score with; give at least two');
  if (alignments.length !== masks.length)
    fail(`${alignments.length} encoders have alignment losses but ${masks.length} have masks; give one each`);
  const count = alignments[0].length;
  alignments.forEach((row, encoder) => {
    if (row.length !== count || masks[encoder].length !== count)
      fail(
        `encoder ${encoder} has ${row.length} alignment losses and a mask of ${masks[encoder].length}, but encoder 0 has ${count} datapoints; they must agree`,
      );
    for (let x = 0; x < count; x++) {
      if (!Number.isFinite(row[x]))
        fail(
          `encoder ${encoder}, datapoint ${x}: the alignment loss is ${row[x]}; nothing was scored, see whether the encoder diverged`,
        );
      const bit = masks[encoder][x];
      if (bit !== 0 && bit !== 1)
        fail(`encoder ${encoder}, datapoint ${x}: the mask is ${bit}; it must be 0 or 1`);
    }
  });
  const paired = pairs?.flat() ?? [];
  if (pairs && (paired.length !== masks.length || new Set(paired).size !== masks.length))
    fail(`the pairs must name each of the ${masks.length} encoders once; they name ${paired.join(', ')}`);
  for (const encoder of paired)
    if (!(encoder in masks)) fail(`a pair names encoder ${encoder}, but there are ${masks.length}`);
}

/** Memorization score: mean alignment loss without the datapoint minus with it. Positive = memorized. */
export const memorizationScore = (alignmentIn: number, alignmentOut: number): number =>
  alignmentOut - alignmentIn;

/** (g − f)/(g + f), in [−1, 1]; 0 when both are 0 (arXiv 2409.19069). */
export function relativeScore(alignmentIn: number, alignmentOut: number): number {
  const sum = alignmentOut + alignmentIn;
  return sum === 0 ? 0 : memorizationScore(alignmentIn, alignmentOut) / sum;
}

/**
 * The score as a part of both means together, in [−1, 1]: (g − f)/(g + f) where small values mean memorized, (f − g)/(f + g) where large ones do. null
 * without a score, and where a mean is negative, so that the sum says nothing about their size.
 */
export function relativeValue({
  value,
  alignmentIn,
  alignmentOut,
}: Pick<ScoreEstimate, 'value' | 'alignmentIn' | 'alignmentOut'>): number | null {
  if (value === null || alignmentIn === null || alignmentOut === null) return null;
  if (alignmentIn < 0 || alignmentOut < 0) return null;
  const sum = alignmentOut + alignmentIn;
  return sum === 0 ? 0 : value / sum;
}

/**
 * Estimate from the losses of the encoders trained with and without a datapoint. `paired` says that position i of both
 * shares an initialisation.
 */
export function estimateFromSides(
  inside: ArrayLike<number>,
  outside: ArrayLike<number>,
  paired: boolean,
  confidence: number,
): TestedEstimate {
  const nothing = { standardError: null, low: null, high: null, degreesOfFreedom: null, pValue: null };
  const counted = {
    alignmentIn: inside.length > 0 ? mean(inside) : null,
    alignmentOut: outside.length > 0 ? mean(outside) : null,
    nIn: inside.length,
    nOut: outside.length,
  };
  const { alignmentIn, alignmentOut } = counted;
  if (alignmentIn === null || alignmentOut === null)
    return {
      value: null,
      ...counted,
      ...nothing,
      identifiable: false,
      reason: alignmentIn === null ? 'NEVER_IN' : 'NEVER_OUT',
    };
  const scored = { value: memorizationScore(alignmentIn, alignmentOut), ...counted, identifiable: true };
  if (inside.length < 2 || outside.length < 2) return { ...scored, ...nothing, reason: 'NO_INTERVAL' };
  const { standardError, low, high, degreesOfFreedom, pValue } = (paired ? pairedT : welch)(
    outside,
    inside,
    confidence,
  );
  return { ...scored, standardError, low, high, degreesOfFreedom, pValue, reason: null };
}

/**
 * Score of every datapoint with its interval over encoders: paired t where the encoders come in pairs that share an
 * initialisation and each pair has the datapoint on one side only, else Welch.
 *
 * @returns [N]; not identifiable (null, with the reason) where no encoder, or every encoder, saw the datapoint
 * @throws DomainError INVALID_SCORE_INPUT naming encoder and datapoint
 */
export function estimateScores(table: AlignmentTable, confidence = 0.95): TestedEstimate[] {
  checkTable(table);
  const { alignments, masks } = table;
  // In the order of the pairs, so that position i of both sides is pair i.
  const order = table.pairs?.flat() ?? masks.map((_, encoder) => encoder);
  return Array.from({ length: alignments[0].length }, (_, x) => {
    const inside: number[] = [];
    const outside: number[] = [];
    for (const encoder of order) (masks[encoder][x] === 1 ? inside : outside).push(alignments[encoder][x]);
    const paired = table.pairs?.every(([f, g]) => masks[f][x] !== masks[g][x]) ?? false;
    return estimateFromSides(inside, outside, paired, confidence);
  });
}

import { DomainError } from './errors.ts';
import type { ScoreEstimate } from './score.ts';
import type { SplitPlan } from './splits.ts';
import { mean } from './statistics/summary.ts';
import { pairedT, welch } from './statistics/t-interval.ts';

/** What the estimators read: t encoders × N datapoints. */
export interface AlignmentTable {
  /** [t][N] alignment loss of each datapoint under each encoder. */
  alignments: readonly ArrayLike<number>[];
  /** [t][N], 1 = the encoder was trained on the datapoint. */
  masks: readonly ArrayLike<number>[];
  /** (f, g) encoders that share an initialisation: intervals are then paired. */
  pairs?: readonly (readonly [number, number])[] | null;
}

export const notIdentifiable = {
  neverOut: 'not identifiable: every encoder was trained on this datapoint',
  neverIn: 'not identifiable: no encoder was trained on this datapoint',
} as const;
export const noInterval = 'no interval: fewer than two encoders on one side';

function check({ alignments, masks }: AlignmentTable): void {
  if (alignments.length !== masks.length)
    throw new DomainError(
      'INVALID_SCORE_INPUT',
      `${alignments.length} encoders have alignment losses but ${masks.length} have masks: give one mask an encoder.`,
    );
  alignments.forEach((row, encoder) => {
    if (row.length !== alignments[0].length || masks[encoder].length !== row.length)
      throw new DomainError(
        'INVALID_SCORE_INPUT',
        `Encoder ${encoder} has ${row.length} alignment losses and a mask of ${masks[encoder].length}; encoder 0 has ${alignments[0].length} datapoints.`,
      );
    for (let n = 0; n < row.length; n++)
      if (!Number.isFinite(row[n]))
        throw new DomainError(
          'INVALID_SCORE_INPUT',
          `Encoder ${encoder}, datapoint ${n}: the alignment loss is ${row[n]}; nothing was scored.`,
        );
  });
}

/** Memorization score: mean alignment loss without the datapoint minus with it. Positive = memorized. */
export const memorizationScore = (alignmentIn: number, alignmentOut: number): number =>
  alignmentOut - alignmentIn;

/** (g − f)/(g + f), in [−1, 1]; 0 when both are 0 (arXiv 2409.19069). */
export function relativeScore(alignmentIn: number, alignmentOut: number): number {
  const sum = alignmentOut + alignmentIn;
  return sum === 0 ? 0 : memorizationScore(alignmentIn, alignmentOut) / sum;
}

function splitByMask(table: AlignmentTable, n: number): { inside: number[]; outside: number[] } {
  const inside: number[] = [];
  const outside: number[] = [];
  table.alignments.forEach((row, encoder) => (table.masks[encoder][n] ? inside : outside).push(row[n]));
  return { inside, outside };
}

/** Alignment losses (out, in) pair by pair where every pair has the datapoint on exactly one side; else null. */
function paired(table: AlignmentTable, n: number): { out: number[]; in: number[] } | null {
  if (!table.pairs) return null;
  const sides = { out: [] as number[], in: [] as number[] };
  for (const [a, b] of table.pairs) {
    if (Boolean(table.masks[a][n]) === Boolean(table.masks[b][n])) return null;
    const [inside, outside] = table.masks[a][n] ? [a, b] : [b, a];
    sides.in.push(table.alignments[inside][n]);
    sides.out.push(table.alignments[outside][n]);
  }
  return sides;
}

function estimateOne(table: AlignmentTable, n: number, confidence: number): ScoreEstimate {
  const { inside, outside } = splitByMask(table, n);
  const counts = { nIn: inside.length, nOut: outside.length };
  const means = {
    alignmentIn: inside.length ? mean(inside) : null,
    alignmentOut: outside.length ? mean(outside) : null,
  };
  const nothing = { standardError: null, low: null, high: null };
  if (means.alignmentIn === null || means.alignmentOut === null)
    return {
      value: null,
      ...means,
      ...nothing,
      ...counts,
      identifiable: false,
      reason: inside.length ? notIdentifiable.neverOut : notIdentifiable.neverIn,
    };
  const scored = {
    value: memorizationScore(means.alignmentIn, means.alignmentOut),
    ...means,
    ...counts,
    identifiable: true,
  };
  if (inside.length < 2 || outside.length < 2) return { ...scored, ...nothing, reason: noInterval };
  const pairs = paired(table, n);
  const { standardError, low, high } = pairs
    ? pairedT(pairs.out, pairs.in, confidence)
    : welch(outside, inside, confidence);
  return { ...scored, standardError, low, high, reason: null };
}

/**
 * Score of every datapoint with its interval over encoders: paired t where encoders share an initialisation, else Welch.
 *
 * @returns [N]; not identifiable (null, with the reason) where no encoder, or every encoder, saw the datapoint
 * @throws DomainError INVALID_SCORE_INPUT naming encoder and datapoint
 */
export function estimateScores(table: AlignmentTable, confidence = 0.95): ScoreEstimate[] {
  check(table);
  return Array.from({ length: table.alignments[0]?.length ?? 0 }, (_, n) =>
    estimateOne(table, n, confidence),
  );
}

/** The table of a plan's encoders. */
export function tableOf(plan: SplitPlan, alignments: readonly ArrayLike<number>[]): AlignmentTable {
  return { alignments, masks: plan.masks, pairs: plan.pairs };
}

/**
 * Scores from encoders counted with weights (a bootstrap draw, or one half of the encoders), without intervals.
 *
 * @param weights [t]
 * @returns [N], NaN where a side has no weight
 */
export function weightedScores(table: AlignmentTable, weights: ArrayLike<number>): Float64Array {
  const count = table.alignments[0].length;
  const inside = new Float64Array(count);
  const outside = new Float64Array(count);
  const weightInside = new Float64Array(count);
  const weightOutside = new Float64Array(count);
  table.alignments.forEach((row, encoder) => {
    const weight = weights[encoder];
    if (weight === 0) return;
    const mask = table.masks[encoder];
    for (let n = 0; n < count; n++) {
      const value = row[n] * weight;
      if (mask[n]) {
        inside[n] += value;
        weightInside[n] += weight;
      } else {
        outside[n] += value;
        weightOutside[n] += weight;
      }
    }
  });
  for (let n = 0; n < count; n++)
    outside[n] = memorizationScore(inside[n] / weightInside[n], outside[n] / weightOutside[n]);
  return outside;
}

import type { RunSummary, ScoreRow } from '../../scores/score.ts';
import type { seriesClaims } from './claim.ts';
import { runClaims, scoreClaims, type Claim, type ClaimedPoint } from './claim.ts';

/** What claims are checked against, by key: a store, or a deposit. */
export interface ClaimedContent {
  /** Why a number of a snapshot that it does not have cannot be checked. */
  unknownSnapshot: string;
  /** Ids of the runs of each snapshot, by its hash. */
  runsOf: ReadonlyMap<string, readonly string[]>;
  /** Of those the ones whose series its hash covers. */
  seriesRunsOf: ReadonlyMap<string, readonly string[]>;
  /** Ids of the experiments of each snapshot, by its hash. */
  experimentsOf: ReadonlyMap<string, readonly string[]>;
  /** By `pointKey`. */
  points: ReadonlyMap<string, Record<keyof typeof seriesClaims, number | null>>;
  /** By the id of the run; null without one. */
  summaries: ReadonlyMap<string, RunSummary | null>;
  /** By `scoreKey`. */
  scores: ReadonlyMap<string, Pick<ScoreRow, (typeof scoreClaims)[keyof typeof scoreClaims]>>;
}

export const scoreKey = (run: string, index: number): string => `${run} ${index}`;

export const pointKey = (owner: string, { of, key, point }: ClaimedPoint): string =>
  JSON.stringify([of, owner, key, point]);

/** The number that a claim names; a sentence when there is none. */
export function claimedNumber(claim: Claim, content: ClaimedContent): number | string {
  const { hash, run, index, field, series } = claim;
  if (series?.of === 'experiment') {
    const held = content.experimentsOf.get(hash);
    if (!held) return content.unknownSnapshot;
    return held.includes(run)
      ? pointNumber(claim, series, content)
      : 'the snapshot does not hold this experiment';
  }
  const runs = content.runsOf.get(hash);
  if (!runs) return content.unknownSnapshot;
  if (!runs.includes(run)) return 'the snapshot does not hold this run';
  if (series)
    return content.seriesRunsOf.get(hash)?.includes(run)
      ? pointNumber(claim, series, content)
      : 'the hash of the snapshot covers no series of this run';
  if (index === null)
    return (
      content.summaries.get(run)?.[runClaims[field as keyof typeof runClaims]] ??
      `the run has no number '${field}'`
    );
  const score = content.scores.get(scoreKey(run, index));
  if (!score) return `the run has no datapoint ${index}`;
  return (
    score[scoreClaims[field as keyof typeof scoreClaims]] ?? `the datapoint ${index} has no number '${field}'`
  );
}

function pointNumber(
  { run, field }: Claim,
  series: ClaimedPoint,
  { points }: ClaimedContent,
): number | string {
  const point = points.get(pointKey(run, series));
  if (!point) return `there is no point ${series.point} of a series '${series.key.slice(0, 60)}'`;
  return point[field as keyof typeof seriesClaims] ?? `the point has no number '${field}'`;
}

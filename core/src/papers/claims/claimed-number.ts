import type { RunSummary, ScoreRow } from '../../scores/score.ts';
import { runClaims, scoreClaims, type Claim } from './claim.ts';

/** What claims are checked against, by key: a store, or a deposit. */
export interface ClaimedContent {
  /** Why a number of a snapshot that it does not have cannot be checked. */
  unknownSnapshot: string;
  /** Ids of the runs of each snapshot, by its hash. */
  runsOf: ReadonlyMap<string, readonly string[]>;
  /** By the id of the run; null without one. */
  summaries: ReadonlyMap<string, RunSummary | null>;
  /** By `scoreKey`. */
  scores: ReadonlyMap<string, Pick<ScoreRow, (typeof scoreClaims)[keyof typeof scoreClaims]>>;
}

export const scoreKey = (run: string, index: number): string => `${run} ${index}`;

/** The number that a claim names; a sentence when there is none. */
export function claimedNumber({ hash, run, index, field }: Claim, content: ClaimedContent): number | string {
  const runs = content.runsOf.get(hash);
  if (!runs) return content.unknownSnapshot;
  if (!runs.includes(run)) return 'the snapshot does not hold this run';
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

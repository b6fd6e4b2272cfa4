import { isMissingReason, missingReasonMessage } from '@engram/core';
import {
  scores,
  type ScoreFilter as StoreScoreFilter,
  type ScoreOrder as StoreScoreOrder,
  type StoredScore,
} from '@engram/store';
import type { Context } from '../context.ts';
import { ArgumentError } from '../argument-error.ts';
import { largestLookUp } from '../limits/sizes.ts';
import { connect } from '../pagination/connection.ts';
import { queryFingerprint } from '../pagination/cursor.ts';
import { pageRequest } from '../pagination/page-request.ts';
import { ofKnownRuns } from './score-runs.ts';
import { readScoreCursor, scoreCursor } from './score-cursor.ts';
import { storeFilter } from './score-filter.ts';
import type { ScoreFilter, ScoresArgs } from './score.input.ts';
import { Histogram, MeanAlignment, Score, ScoreConnection } from './score.type.ts';

const defaultOrder: StoreScoreOrder = { field: 'VALUE', direction: 'DESC' };

export function toScore(row: StoredScore): Score {
  const { reason } = row;
  // One literal: assigning member by member to a new object took half as long again for a page.
  const score = {
    __proto__: Score.prototype,
    ...row,
    reason: missingReasonMessage(reason),
    reasonCode: isMissingReason(reason) ? reason : null,
  };
  return score as unknown as Score;
}

export async function findScore({ loaders }: Context, runId: string, index: number): Promise<Score | null> {
  const row = await loaders.score.load({ runId, index });
  return row && toScore(row);
}

export async function pageOfScores(context: Context, args: ScoresArgs): Promise<ScoreConnection> {
  const filter = await storeFilter(context, args.filter);
  const orderBy = args.orderBy
    ? { field: args.orderBy.field, direction: args.orderBy.direction }
    : defaultOrder;
  const fingerprint = queryFingerprint('scores', { filter, orderBy });
  const request = pageRequest(args, fingerprint, readScoreCursor);
  const page = await ofKnownRuns(context, filter, {
    ask: () => scores.page(context.store, { filter, orderBy, ...request }),
    isEmpty: ({ rows }) => rows.length === 0,
  });
  return connect(Object.assign(new ScoreConnection(), { filter }), page, toScore, (row) =>
    scoreCursor(fingerprint, row, orderBy.field),
  );
}

export function countScores({ store }: Context, filter: StoreScoreFilter): Promise<number> {
  return scores.count(store, filter);
}

export function meanOfScores({ store }: Context, filter: StoreScoreFilter): Promise<number | null> {
  return scores.meanValue(store, filter);
}

export async function meanAlignmentOfScores(context: Context, filter: ScoreFilter): Promise<MeanAlignment> {
  const stored = await storeFilter(context, filter);
  const means = await ofKnownRuns(context, stored, {
    ask: () => scores.meanAlignment(context.store, stored),
    isEmpty: ({ alignmentIn, alignmentOut }) => alignmentIn === null && alignmentOut === null,
  });
  return Object.assign(new MeanAlignment(), means);
}

export async function histogramOfScores(
  context: Context,
  filter: ScoreFilter,
  bins: number | null | undefined,
): Promise<Histogram> {
  const binCount = bins ?? 50;
  if (binCount < 1 || binCount > largestLookUp)
    throw new ArgumentError('bins', `'bins' is ${binCount}, but a histogram has 1 to ${largestLookUp}.`);
  const stored = await storeFilter(context, filter);
  const histogram = await ofKnownRuns(context, stored, {
    ask: () => scores.histogram(context.store, stored, binCount),
    isEmpty: ({ total, missing }) => total + missing === 0,
  });
  return Object.assign(new Histogram(), histogram);
}

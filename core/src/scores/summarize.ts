import { DomainError, invariant } from '../errors.ts';
import { relativeValue } from './estimate.ts';
import type { AlignmentTable } from './estimate.ts';
import { falseDiscoveryRates } from './memorized-flags.ts';
import { rankScores } from './ranking.ts';
import { rankingQuality, splitHalfReliability } from './ranking-reliability.ts';
import type { Rng } from '../rng.ts';
import type { RoleContrast, RunSummary, ScoreEstimate, ScoreRow } from './score.ts';
import { roleContrasts } from './role-contrasts.ts';
import { meanIntervals } from './score-means.ts';
import { sidesScoring, type Scoring } from '../designs/design.ts';
import { splitRoles, type SplitPlan } from '../designs/split-plan.ts';
import { median } from '../statistics/quantile.ts';
import { mean } from '../statistics/summary.ts';
import { topFractions } from './top-fraction.ts';

export interface ClassSummaryRow {
  class: number;
  /** Identifiable scores of the class. */
  count: number;
  mean: number | null;
  low: number | null;
  high: number | null;
}

export interface DatapointIdentity {
  /** Stable index in the original dataset. */
  index: number;
  contentHash: string;
  /** null when unknown. */
  class: number | null;
}

export interface RunEstimate {
  rows: ScoreRow[];
  summary: RunSummary;
  /** Ascending by class; datapoints without a class are in none. */
  classSummaries: ClassSummaryRow[];
}

export interface RunToSummarize {
  plan: Pick<SplitPlan, 'masks' | 'pairs' | 'roles'>;
  /** [t][N] */
  alignments: readonly ArrayLike<number>[];
  /** [N] in the order of the masks. */
  datapoints: readonly DatapointIdentity[];
  /** [t] median over the datapoints of `alignmentViewNoise`; left out where it was not measured. */
  viewNoises?: readonly (number | null)[];
  confidence: number;
  /** The design's; losses without x minus losses with it when left out. */
  scoring?: Scoring;
  rng: Rng;
  /** Bootstrap draws over encoders, and over datapoints. */
  draws?: number;
}

/**
 * Everything a run publishes, from its encoders' alignment losses: scores with intervals, ranks, P(in the top 5 %),
 * reliability, run and class means with two-way intervals. Deterministic in its arguments. O(draws · t · N).
 *
 * @throws DomainError INVALID_SCORE_INPUT as the design's scoring, and when no datapoint at all is identifiable
 */
export function summarizeRun({
  plan,
  alignments,
  datapoints,
  viewNoises = [],
  confidence,
  scoring = sidesScoring,
  rng,
  draws,
}: RunToSummarize): RunEstimate {
  const table: AlignmentTable = { alignments, masks: plan.masks, pairs: plan.pairs };
  const estimates = scoring.estimates(table, confidence);
  invariant(
    datapoints.length === estimates.length && plan.roles.length === estimates.length,
    `${datapoints.length} datapoints and ${plan.roles.length} roles for ${estimates.length} scores`,
  );
  const scores = scoring.weighted(table);
  assertIdentifiable(scores.positions);
  const top = topFractions(scores, rng.split('top-fraction'), { draws });
  const topByDatapoint = new Map(Array.from(scores.positions, (x, i) => [x, top[i]!]));
  const isProxy = scoring.isProxy ?? false;
  // A proxy is no difference of two sides, so that 0 means nothing and there is no null to test.
  const rates = isProxy ? null : falseDiscoveryRates(estimates, { confidence, isBinary: scoring.isBinary });
  const rows = rowsOf(estimates, datapoints, plan.roles, { top: topByDatapoint, rates });
  const members = membersOfClasses(rows);
  const [whole, ...ofClasses] = meanIntervals(
    scores,
    [scores.positions, ...members.values()],
    rng.split('means'),
    { confidence, draws },
  );
  const values = rows.flatMap((row) => (row.value === null ? [] : [row.value]));
  const errors = rows.flatMap((row) => (row.standardError === null ? [] : [row.standardError]));
  const reliability = splitHalfReliability(scores, alignments.length, rng.split('reliability'));
  return {
    rows,
    summary: {
      meanScore: mean(values),
      low: whole?.low ?? null,
      high: whole?.high ?? null,
      positiveFraction: values.filter((value) => value > 0).length / values.length,
      identifiableCount: values.length,
      medianStandardError: errors.length > 0 ? median(errors) : null,
      ...reliability,
      ranking: rankingQuality(reliability.spearmanBrown),
      ...noiseOf(viewNoises),
      ...(!isProxy && meanSides(rows)),
      ...(plan.pairs &&
        !scoring.isProxy && {
          roleContrasts: contrastsOf(scoring.losses?.(table) ?? table, plan, rng, { confidence, draws }),
        }),
    },
    classSummaries: [...members.keys()].map((label, i) => ({
      class: label,
      count: ofClasses[i]?.count ?? 0,
      mean: ofClasses[i]?.mean ?? null,
      low: ofClasses[i]?.low ?? null,
      high: ofClasses[i]?.high ?? null,
    })),
  };
}

/** Over the encoders whose noise was measured; nothing without any. */
function noiseOf(viewNoises: readonly (number | null)[]): Pick<RunSummary, 'viewNoise'> {
  const noises = viewNoises.filter(isKnown);
  return noises.length > 0 ? { viewNoise: mean(noises) } : {};
}

/** The two means whose difference the mean score is; nothing where a side is missing. */
function meanSides(rows: readonly ScoreRow[]): Pick<RunSummary, 'meanAlignment'> {
  const scored = rows.filter(({ value }) => value !== null);
  const [ins, outs] = [scored.map((row) => row.alignmentIn), scored.map((row) => row.alignmentOut)];
  if (!ins.every(isKnown) || !outs.every(isKnown)) return {};
  return { meanAlignment: { alignmentIn: mean(ins), alignmentOut: mean(outs) } };
}

const isKnown = (value: number | null): value is number => value !== null;

function assertIdentifiable(positions: Int32Array): void {
  if (positions.length > 0) return;
  throw new DomainError(
    'INVALID_SCORE_INPUT',
    'no datapoint is identifiable: each needs an encoder trained with it and one trained without it; add encoders with other masks',
  );
}

/** Each datapoint's score with its place in the ranking, [N]. @param rates null for a proxy */
function rowsOf(
  estimates: readonly ScoreEstimate[],
  datapoints: readonly DatapointIdentity[],
  roles: SplitPlan['roles'],
  { top, rates }: { top: ReadonlyMap<number, number>; rates: readonly (number | null)[] | null },
): ScoreRow[] {
  const places = rankScores(estimates.map((estimate) => estimate.value));
  return estimates.map((estimate, x) => ({
    ...datapoints[x],
    value: estimate.value,
    alignmentIn: estimate.alignmentIn,
    alignmentOut: estimate.alignmentOut,
    standardError: estimate.standardError,
    low: estimate.low,
    high: estimate.high,
    nIn: estimate.nIn,
    nOut: estimate.nOut,
    identifiable: estimate.identifiable,
    reason: estimate.reason,
    relativeValue: rates === null ? null : relativeValue(estimate),
    rank: places[x]?.rank ?? null,
    percentile: places[x]?.percentile ?? null,
    topFraction: top.get(x) ?? null,
    fdr: rates?.[x] ?? null,
    role: roles[x],
  }));
}

/** Positions of the datapoints of each class, ascending by class. */
function membersOfClasses(rows: readonly ScoreRow[]): Map<number, number[]> {
  const members = new Map<number, number[]>();
  rows.forEach((row, x) => {
    if (row.class === null) return;
    const list = members.get(row.class);
    if (list) list.push(x);
    else members.set(row.class, [x]);
  });
  return new Map([...members].sort(([a], [b]) => a - b));
}

/** Contrasts of the parts that have datapoints, in the order of the roles. */
function contrastsOf(
  table: AlignmentTable,
  { pairs, roles }: Pick<SplitPlan, 'pairs' | 'roles'>,
  rng: Rng,
  options: { confidence: number; draws?: number },
): RoleContrast[] {
  const found = roleContrasts({ ...table, pairs: pairs! }, roles, rng.split('role-contrasts'), options);
  return splitRoles.flatMap((role) => {
    const contrast = found[role];
    return contrast
      ? [{ role, count: contrast.count, mean: contrast.mean, low: contrast.low, high: contrast.high }]
      : [];
  });
}

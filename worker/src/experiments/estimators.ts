/**
 * `estimators`: how many encoders does it take to score as leaving datapoints out does?
 *
 * At toy size `leave-one-out`, the definition itself, is the truth; half split, random subsets and f/g split are compared with it by
 * Spearman's ρ, from the first 4, 8, … t encoders of one ensemble each, and so are proxies, which need no other encoders to compare with: the alignment loss, and
 * `proxies` of the half split's encoders. The ceiling √r is what even a perfect estimator can be expected to reach, r the reliability of leaving out (Spearman 1904).
 * Traps: half split estimates the score at training size N/2, and f/g split scores its candidates and independents only.
 * Source: arXiv 2008.03703 for subsets. Cost: (N + 1) · R + 3 t encoders.
 */
import {
  axis,
  invariant,
  measureCards,
  Rng,
  spearman,
  splitHalfReliability,
  statementAbove,
  weightedRows,
  type ExperimentConfigOf,
  type MeasureKey,
  type RunConfigInput,
  type Series,
} from '@engram/core';
import { defineExperiment, type FinishedRun, type FinishedRuns, type NamedRun } from './experiment.ts';
import { atypicalityRows, scoringBy } from './runs/proxy-runs.ts';
import { namedRun, runOf } from './runs/run-of.ts';
import { scoreStatistic, type ScoreInterval, type ScoreSource } from './intervals/score-samples.ts';

type Config = ExperimentConfigOf<'estimators'>;

const truthName = 'leave-one-out';

const rivals = ({ encoders, includedFraction }: Config): Record<string, RunConfigInput['estimator']> => ({
  'half-split': { key: 'half-split', encoders },
  subset: { key: 'subset', encoders, includedFraction },
  'fg-split': {
    ...{ key: 'fg-split', encoders },
    ...{ sharedFraction: 0.5, candidateFraction: 0.25, independentFraction: 0.25 },
  },
});

const runs = (config: Config): NamedRun[] => [
  namedRun(truthName, config.run, { estimator: { key: 'leave-one-out', repetitions: config.repetitions } }),
  ...Object.entries(rivals(config)).map(([name, estimator]) => namedRun(name, config.run, { estimator })),
  ...(config.proxies ?? []).map((proxy) =>
    namedRun(proxy, config.run, {
      estimator: rivals(config)['half-split']!,
      scoring: scoringBy(config.run, proxy),
    }),
  ),
];

/** 4, 8, … t */
function costsUpTo(encoders: number): number[] {
  const costs: number[] = [];
  for (let cost = 4; cost < encoders; cost *= 2) costs.push(cost);
  return [...costs, encoders];
}

/** The scores of a run from its first encoders alone. */
function firstOf({ scores, indices, alignments }: FinishedRun, encoders: number): ScoreSource {
  const perGroup = alignments.length / scores.groups;
  invariant(Number.isInteger(perGroup), 'groups of encoders of different sizes');
  const weights = Float64Array.from({ length: scores.groups }, (_, g) =>
    (g + 1) * perGroup <= encoders ? 1 : 0,
  );
  return { scores, indices, weights };
}

/** A proxy under the first encoders of a run: what can be had without encoders that did not see a datapoint. */
function proxyOf(run: FinishedRun, encoders: number, proxy: MeasureKey = 'mean-alignment'): ScoreSource {
  const all = Int32Array.from(run.indices, (_, position) => position);
  return { scores: weightedRows(atypicalityRows(run, proxy).slice(0, encoders), all), indices: run.indices };
}

interface Curve {
  key: string;
  name: string;
  points: { cost: number; interval: ScoreInterval }[];
}

function conclude(config: Config, found: FinishedRuns) {
  const truth = runOf(found, truthName);
  const rng = Rng.fromSeed(config.run.seed).split('estimators');
  const { confidence } = config.run.scoring;
  const against = (source: ScoreSource): ScoreInterval =>
    scoreStatistic([truth, source], ([a, b]) => spearman(a!, b!), { rng, confidence, bounds: [-1, 1] });
  const curve = (
    key: string,
    name: string,
    costs: readonly number[],
    of: (cost: number) => ScoreSource,
  ): Curve => ({
    ...{ key, name },
    points: costs.map((cost) => ({ cost, interval: against(of(cost)) })),
  });
  const half = runOf(found, 'half-split');
  const costs = costsUpTo(config.encoders);
  const curves = [
    ...Object.keys(rivals(config)).map((name) =>
      curve(name, name, costs, (cost) => firstOf(runOf(found, name), cost)),
    ),
    curve('proxy', 'alignment loss alone (proxy)', [1, ...costs], (cost) => proxyOf(half, cost)),
    ...(config.proxies ?? []).map((proxy) =>
      curve(proxy, `${measureCards[proxy].name.toLowerCase()} (proxy)`, [1, ...costs], (cost) =>
        proxyOf(runOf(found, proxy), cost, proxy),
      ),
    ),
  ];
  const { spearmanBrown } = splitHalfReliability(truth.scores, truth.alignments.length, rng.split('truth'));
  const ceiling = spearmanBrown !== null && spearmanBrown > 0 ? Math.sqrt(spearmanBrown) : null;
  const better = scoreStatistic(
    [truth, half, proxyOf(half, config.encoders)],
    ([exact, estimate, proxy]) => {
      const values = [spearman(exact!, estimate!), spearman(exact!, proxy!)];
      return values.includes(null) ? null : values[0]! - values[1]!;
    },
    { rng, confidence, bounds: [-2, 2] },
  );
  const halfSplit = curves[0]!.points.at(-1)!.interval;
  const reach = ceiling === null ? 'its ceiling is unknown' : `its ceiling is ${ceiling.toFixed(2)}`;
  return {
    series: seriesOf(curves, [1, ...costs], ceiling),
    statements: [
      statementAbove(
        `Half split with ${config.encoders} encoders ranks as leaving out does: its Spearman correlation with it is above .8 (${reach}).`,
        halfSplit,
        { bound: 0.8, confidence },
      ),
      statementAbove(
        `Half split is nearer to leaving out than the alignment loss alone: its Spearman correlation is higher.`,
        better,
        { confidence },
      ),
    ],
  };
}

function seriesOf(curves: readonly Curve[], costs: readonly number[], ceiling: number | null): Series[] {
  const x = axis('encoders');
  const y = axis('Spearman correlation with leaving out');
  const flat = (value: number | null): Series['points'] =>
    costs.map((cost) => ({ x: cost, y: value, low: null, high: null, n: null }));
  return [
    ...curves.map(({ key, name, points }) => ({
      ...{ key: `spearman.${key}`, name, x, y },
      points: points.map(({ cost, interval: { estimate, low, high, count } }) => ({
        ...{ x: cost, y: estimate, low, high, n: count },
      })),
    })),
    { key: 'spearman.ceiling', name: 'ceiling by reliability', x, y, points: flat(ceiling) },
    { key: 'spearman.chance', name: 'chance', x, y, points: flat(0) },
  ];
}

export const estimators = defineExperiment({ key: 'estimators', runs, conclude });

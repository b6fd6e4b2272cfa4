/**
 * `atypicality`: do atypical datapoints score higher?
 *
 *   ρ(p) = Spearman(m, p) over the datapoints, for each proxy p read off the same encoders
 *
 * Every proxy is large where a datapoint is atypical by it (`docs/measures.md`): its gradient goes another way than those of the others
 * (Zielinski et al., arXiv 2003.07422, the gradient-based definition), it lies far from its neighbours or its class, or its views lie far apart. Interval: two-way
 * bootstrap over encoders × datapoints, encoders drawn for both together. The most that can be expected is √(r(m) r(p)) by the reliabilities.
 * Source: arXiv 2401.12233, atypical datapoints have higher scores. Cost: one ensemble, measured once for the score and once for each proxy.
 */
import {
  agreementCeiling,
  axis,
  categoryAxis,
  measureCards,
  Rng,
  scoreCorrelation,
  statementAbove,
  type ExperimentConfigOf,
  type ExperimentResult,
  type MeasureKey,
} from '@engram/core';
import { defineExperiment, type FinishedRuns, type NamedRun } from './experiment.ts';
import { scoringBy } from './runs/proxy-runs.ts';
import { namedRun, runOf } from './runs/run-of.ts';

type Config = ExperimentConfigOf<'atypicality'>;

const scoreName = 'score';

const runs = (config: Config): NamedRun[] => [
  namedRun(scoreName, config.run),
  ...config.proxies.map((measure) =>
    namedRun(measure, config.run, { scoring: scoringBy(config.run, measure) }),
  ),
];

/** What is claimed of each proxy. */
const claims: Partial<Record<MeasureKey, { claim: string; source: string }>> = {
  'gradient-coherence': {
    claim: 'Datapoints whose gradients go another way than those of the others score higher',
    source: 'arXiv 2003.07422',
  },
  'pixel-distance': {
    claim: 'Datapoints far from others in their values score higher',
    source: 'arXiv 2401.12233',
  },
  'prototype-distance': { claim: 'Datapoints far from their class score higher', source: 'arXiv 2401.12233' },
  'neighbour-distance': {
    claim: 'Datapoints whose representations lie far from others score higher',
    source: 'arXiv 2401.12233',
  },
};

function conclude(config: Config, found: FinishedRuns): ExperimentResult {
  const { confidence } = config.run.scoring;
  const score = runOf(found, scoreName);
  const compared = config.proxies.map((measure) => {
    const proxy = runOf(found, measure);
    const rng = Rng.fromSeed(config.run.seed).split('atypicality', measure);
    const { count, spearman, low, high } = scoreCorrelation(score.scores, proxy.scores, rng, { confidence });
    const ceiling = agreementCeiling(score.summary.spearmanBrown, proxy.summary.spearmanBrown);
    return { measure, count, interval: { estimate: spearman, low, high }, ceiling };
  });
  const x = categoryAxis('proxy', compared.map(({ measure }) => measureCards[measure].name)); // prettier-ignore
  const y = axis('Spearman correlation with the score');
  const alone = { low: null, high: null, n: null };
  return {
    series: [
      {
        ...{ key: 'spearman.found', name: 'Spearman', x, y },
        points: compared.map(({ count: n, interval: { estimate, low, high } }, at) => ({
          ...{ x: at, y: estimate, low, high, n },
        })),
      },
      {
        ...{ key: 'spearman.ceiling', name: 'ceiling by reliability', x, y },
        points: compared.map(({ ceiling }, at) => ({ x: at, y: ceiling, ...alone })),
      },
      {
        ...{ key: 'spearman.chance', name: 'chance', x, y },
        points: compared.map((_, at) => ({ x: at, y: 0, ...alone })),
      },
    ],
    statements: compared.map(({ measure, interval, ceiling }) => {
      const { name } = measureCards[measure];
      const known = claims[measure] ?? {
        claim: `Datapoints that are atypical by ${name.toLowerCase()} score higher`,
      };
      const reach = ceiling === null ? 'its ceiling is unknown' : `its ceiling is ${ceiling.toFixed(2)}`;
      return statementAbove(
        `${known.claim}: the Spearman correlation of the score with the proxy is above 0 (${reach}).`,
        interval,
        { confidence, ...('source' in known && { source: known.source }) },
      );
    }),
  };
}

export const atypicality = defineExperiment({ key: 'atypicality', runs, conclude });

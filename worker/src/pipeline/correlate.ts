import {
  Rng,
  scoreCorrelation,
  type AnyRunConfig,
  type ScoreCorrelation,
  type SplitPlan,
} from '@engram/core';
import { runScoring } from './estimate.ts';

interface MeasuredRun {
  config: AnyRunConfig;
  /** [t][N], in the order of the plan */
  alignments: readonly ArrayLike<number>[];
}

/** Spearman correlation of the scores of two runs of one ensemble, with its interval over encoders × datapoints. */
export function correlateRuns(o: MeasuredRun & { other: MeasuredRun; plan: SplitPlan }): ScoreCorrelation {
  const { plan, config } = o;
  const weighted = (run: MeasuredRun) =>
    runScoring(run.config).weighted({ alignments: run.alignments, masks: plan.masks, pairs: plan.pairs });
  const rng = Rng.fromSeed(config.seed).split('correlation');
  return scoreCorrelation(weighted(o), weighted(o.other), rng, { confidence: config.scoring.confidence });
}

/**
 * `augmentation-strength`: does stronger augmentation in training lower memorization?
 *
 * One run for each training policy. All of them have the same datapoints, masks, initialisations and scoring views: those of the base
 * run's scoring policy, so that an encoder is not asked about views that only it knows. The difference of the mean scores of the strongest
 * and the weakest policy is paired by encoder and datapoint.
 * Source: arXiv 2409.19069, which found .315 weak, .311 normal, .302 strong (ResNet-9, SimCLR, CIFAR-10, mean relative score).
 * Cost: one ensemble a policy.
 */
import { axis, Rng, statementAbove, type ExperimentConfigOf } from '@engram/core';
import { defineExperiment, type FinishedRuns, type NamedRun } from './experiment.ts';
import { namedRun, runOf } from './runs/run-of.ts';
import { meanDifference, sweepSeries } from './sweep.ts';

type Config = ExperimentConfigOf<'augmentation-strength'>;

const runName = (strength: number): string => `strength ${strength}`;

function runs({ run, levels }: Config): NamedRun[] {
  const scoring = { ...run.scoring, policy: run.scoring.policy ?? run.policy };
  return levels.map(({ strength, policy }) => namedRun(runName(strength), run, { policy, scoring }));
}

function conclude({ run, levels }: Config, found: FinishedRuns) {
  const points = levels.map(({ strength }) => ({ x: strength, run: runOf(found, runName(strength)) }));
  const [weakest, strongest] = [points[0]!, points.at(-1)!];
  const rng = Rng.fromSeed(run.seed).split('augmentation-strength');
  const lowered = meanDifference(strongest.run, weakest.run, rng);
  return {
    series: sweepSeries(axis('strength of the training policy'), points, rng),
    statements: [
      statementAbove(
        `Stronger augmentation lowers memorization: the mean score at strength ${weakest.x} is above that at strength ${strongest.x}.`,
        lowered,
        { confidence: run.scoring.confidence, source: 'arXiv 2409.19069' },
      ),
    ],
  };
}

export const augmentationStrength = defineExperiment({ key: 'augmentation-strength', runs, conclude });

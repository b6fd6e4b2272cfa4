/**
 * `dynamics`: when in training does memorization begin?
 *
 * One run for each number of epochs, from the same initialisations and on the same masks. Each is a whole training with its own
 * learning-rate schedule, not a checkpoint of a longer one: what a checkpoint holds in the middle of a schedule is no finished encoder.
 * Differences between the longest and the shortest training are paired by encoder and datapoint; intervals are of the two-way bootstrap over encoders × datapoints, that of
 * the reliability of a jackknife over both, that of the training loss over encoders. Beside them stands what probes of the frozen representations
 * reach on datapoints that no encoder saw, unless `probeDatapoints` is 0.
 * Source: arXiv 2401.12233 (the alignment loss falls in training). Cost: the sum of the epochs, t encoders each.
 */
import { axis, Rng, statementAbove, type ExperimentConfigOf, type Series } from '@engram/core';
import { defineExperiment, type FinishedRuns, type NamedRun } from './experiment.ts';
import { accuracyPoint, probeNames } from './intervals/probe-intervals.ts';
import { epochsOf, examinationsOf, namedRun, runOf } from './runs/run-of.ts';
import {
  alignmentFall,
  finalLoss,
  meanAlignment,
  meanDifference,
  pointsOf,
  sweepSeries,
  type SweepPoint,
} from './sweep.ts';

type Config = ExperimentConfigOf<'dynamics'>;

const runName = (epochs: number): string => `${epochs} epochs`;

const countsOf = ({ epochCounts }: Config): number[] => [...new Set(epochCounts)].sort((a, b) => a - b);

/** Experiments of earlier versions had none. */
const hasProbes = (config: Config): config is Config & { probeDatapoints: number } =>
  (config.probeDatapoints ?? 0) > 0;

const runs = (config: Config): NamedRun[] =>
  countsOf(config).map((epochs) => ({
    ...namedRun(runName(epochs), config.run, { epochs }),
    title: epochsOf(epochs),
    ...(hasProbes(config) && {
      examination: { key: 'probes', datapoints: config.probeDatapoints, baselines: false },
    }),
  }));

/** Accuracy of both probes after each training, beside chance. */
function accuracies(points: readonly SweepPoint[], confidence: number): Series[] {
  const [x, y] = [axis('epochs'), axis('accuracy on datapoints that no encoder saw')];
  const examined = points.map((point) => ({ x: point.x, found: examinationsOf(point.run, 'probes') }));
  return [
    ...(['linear', 'knn'] as const).map((probe): Series => ({
      ...{ key: `accuracy.${probe}`, name: probeNames[probe], x, y },
      points: examined.map(({ x: at, found }) =>
        accuracyPoint(at, [found.map(({ trained }) => trained[probe])], confidence),
      ),
    })),
    {
      ...{ key: 'accuracy.chance', name: 'chance', x, y },
      points: examined.map(({ x: at, found }) => ({
        ...{ x: at, y: found[0]!.chance, low: null, high: null, n: null },
      })),
    },
  ];
}

function conclude(config: Config, found: FinishedRuns) {
  const points = countsOf(config).map((epochs) => ({ x: epochs, run: runOf(found, runName(epochs)) }));
  const [first, last] = [points[0]!, points.at(-1)!];
  const { confidence } = config.run.scoring;
  const rng = Rng.fromSeed(config.run.seed).split('dynamics');
  const epochs = axis('epochs');
  return {
    series: [
      ...sweepSeries(epochs, points, rng),
      pointsOf(
        { key: 'alignment.mean', name: 'alignment loss', x: epochs, y: axis('mean alignment loss') },
        points,
        (run) => meanAlignment(run, rng.split('alignment')),
      ),
      pointsOf(
        { key: 'loss.final', name: 'training loss', x: epochs, y: axis('training loss of the last epoch') },
        points,
        finalLoss,
      ),
      ...(hasProbes(config) ? accuracies(points, confidence) : []),
    ],
    statements: [
      statementAbove(
        `Longer training memorizes more: the mean score after ${epochsOf(last.x)} is above that after ${first.x}.`,
        meanDifference(first.run, last.run, rng),
        { confidence },
      ),
      statementAbove(
        `The alignment loss falls in training: after ${epochsOf(first.x)} it is above that after ${last.x}.`,
        alignmentFall(first.run, last.run, rng.split('fall')),
        { confidence, source: 'arXiv 2401.12233' },
      ),
    ],
  };
}

export const dynamics = defineExperiment({ key: 'dynamics', runs, conclude });

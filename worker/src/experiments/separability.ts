/**
 * `separability`: how well are classes told from the representations?
 *
 * One run for each method. Every encoder's frozen representations are probed, linearly and by k nearest neighbours, on datapoints that no
 * encoder saw: half to learn from, half to test, the same for all. Beside it stand the encoder as it was before training (the same initialisation, so that the
 * difference is paired by encoder), the values without an encoder, and chance. Intervals are jackknives over encoders and blocks of test datapoints. Source: arXiv 2401.12233. Departures: the projection to a plane is
 * the map of representations that every run has; it is no part of the result. Range 0–1. Cost: an ensemble a method.
 */
import {
  axis,
  categoryAxis,
  statementAbove,
  type ExperimentConfigOf,
  type ExperimentResult,
  type Series,
} from '@engram/core';
import type { ProbeAnswers, ProbeExamination } from '../pipeline/examinations/probe-accuracies.ts';
import { defineExperiment, type FinishedRuns, type NamedRun } from './experiment.ts';
import { methodChanges } from './runs/method-run.ts';
import {
  accuracyInterval,
  accuracyOf,
  accuracyPoint,
  probeNames,
  type Condition,
} from './intervals/probe-intervals.ts';
import { examinationsOf, namedRun, runOf } from './runs/run-of.ts';

type Config = ExperimentConfigOf<'separability'>;
type Probe = keyof ProbeAnswers;

const methodsOf = ({ methods }: Config): string[] => [...new Set(methods)];

const runs = (config: Config): NamedRun[] =>
  [...new Set(config.methods)].map((key) => ({
    ...namedRun(key, config.run, methodChanges(config.run, key)),
    examination: { key: 'probes', datapoints: config.probeDatapoints, baselines: true },
  }));

/** Answers of one kind, an encoder each. */
const answers = (
  found: readonly ProbeExamination[],
  of: 'trained' | 'untrained' | 'values',
  probe: Probe,
): Condition => [found.map((each) => each[of]![probe])];

function conclude(config: Config, found: FinishedRuns): ExperimentResult {
  const methods = methodsOf(config).map((name) => ({
    name,
    found: examinationsOf(runOf(found, name), 'probes'),
  }));
  const { confidence } = config.run.scoring;
  return {
    series: (['linear', 'knn'] as const).flatMap((probe) => seriesOf(methods, probe, confidence)),
    statements: methods.flatMap(({ name, found: own }) => {
      const trained = answers(own, 'trained', 'linear');
      return [
        statementAbove(
          `Training by ${name} separates the classes: the accuracy of the linear probe is above that of the encoders before training.`,
          accuracyInterval(trained, answers(own, 'untrained', 'linear'), confidence),
          { confidence, source: 'arXiv 2401.12233' },
        ),
        statementAbove(
          `Representations by ${name} separate the classes better than the values do: the accuracy of the linear probe is higher.`,
          accuracyInterval(trained, answers(own, 'values', 'linear'), confidence),
          { confidence },
        ),
      ];
    }),
  };
}

function seriesOf(
  methods: readonly { name: string; found: readonly ProbeExamination[] }[],
  probe: Probe,
  confidence: number,
): Series[] {
  const x = categoryAxis(
    'method',
    methods.map(({ name }) => name),
  );
  const y = axis(`accuracy of the ${probeNames[probe]}`);
  const measured = (key: string, name: string, of: 'trained' | 'untrained'): Series => ({
    ...{ key: `${probe}.${key}`, name, x, y },
    points: methods.map(({ found }, at) => accuracyPoint(at, answers(found, of, probe), confidence)),
  });
  const flat = (key: string, name: string, of: (each: ProbeExamination) => number): Series => ({
    ...{ key: `${probe}.${key}`, name, x, y },
    points: methods.map(({ found }, at) => ({ x: at, y: of(found[0]!), low: null, high: null, n: null })),
  });
  return [
    measured('trained', 'trained', 'trained'),
    measured('untrained', 'before training', 'untrained'),
    flat('values', 'values without an encoder', ({ values }) => accuracyOf(values![probe])),
    flat('chance', 'chance', ({ chance }) => chance),
  ];
}

export const separability = defineExperiment({ key: 'separability', runs, conclude });

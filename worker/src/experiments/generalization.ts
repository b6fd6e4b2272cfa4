/**
 * `generalization`: do alignment and the spread of class centres go with the error downstream?
 *
 * One run for each method and number of epochs, from the same initialisations and masks. Of every encoder, on datapoints that none saw: R_ε, L_align,
 * the divergence max μ_k · μ_l and Δ_μ (`pipeline/examinations/geometry.ts`), beside the error of the nearest centre and of a linear probe. Each point is a run, the mean over its encoders.
 *
 *   bound of Huang et al. 2023 (arXiv 2111.00743, Theorem 1): vacuous unless ρ_max = 2(1 − σ) + R_ε / min_k p_k + σ(Lδ + 2ε) < 2 − √3 ≈ .268
 *
 * R_ε / min_k p_k alone is a lower end of ρ_max; where that is .268 or more the bound says nothing, and no number is given. Departures: the concentration
 * (σ, δ) and the Lipschitz constant L are not estimated, so that below .268 it cannot be told either. Rank correlations are over runs. What a method does to all its
 * runs they have in common, so that their intervals are of a jackknife over methods (`clusteredSpearman`), and five methods are the least. The numbers of epochs are taken as fixed: what longer training does to all methods is part of the relation. Cost: an ensemble for each method and number of epochs.
 */
import {
  axis,
  clusteredSpearman,
  leastClusters,
  mean,
  statementAbove,
  type ExperimentConfigOf,
  type ExperimentResult,
  type Interval,
  type Series,
  type Statement,
} from '@engram/core';
import type { GeometryExamination } from '../pipeline/examinations/geometry.ts';
import { defineExperiment, type FinishedRuns, type NamedRun } from './experiment.ts';
import { methodChanges } from './runs/method-run.ts';
import { inUnitRange } from './intervals/in-unit-range.ts';
import { overSeeds } from './intervals/over-seeds.ts';
import { epochsOf, examinationsOf, namedRun, runOf } from './runs/run-of.ts';

type Config = ExperimentConfigOf<'generalization'>;

interface Setting {
  method: Config['methods'][number];
  epochs: number;
  name: string;
}

const settingsOf = ({ methods, epochCounts }: Config): Setting[] =>
  [...new Set(methods)].flatMap((method) =>
    [...new Set(epochCounts)]
      .sort((a, b) => a - b)
      .map((epochs) => ({ method, epochs, name: `${method}, ${epochs} epochs` })),
  );

const runs = (config: Config): NamedRun[] =>
  settingsOf(config).map(({ method, epochs, name }) => ({
    ...namedRun(name, config.run, { epochs, ...methodChanges(config.run, method) }),
    title: `${method}, ${epochsOf(epochs)}`,
    examination: { key: 'geometry', datapoints: config.probeDatapoints, epsilon: config.epsilon },
  }));

type Quantity = 'misaligned' | 'alignment' | 'divergence' | 'centreSpread';
const quantities: Record<Quantity, string> = {
  misaligned: 'R_ε, misaligned datapoints',
  alignment: 'L_align, squared distance of views',
  divergence: 'divergence, largest product of centres',
  centreSpread: 'Δ_μ, spread around centres',
};

interface Point extends Setting {
  found: GeometryExamination[];
}

const meanOf = ({ found }: Point, of: (each: GeometryExamination) => number): number => mean(found.map(of));

/** 2 − √3: with a larger ρ_max the bound says nothing. */
const largestRho = 2 - Math.sqrt(3);

function boundStatement(points: readonly Point[]): Statement {
  const rho = points.map((point) => meanOf(point, (each) => each.misaligned / each.smallestClass));
  const [least, most] = [Math.min(...rho), Math.max(...rho)];
  const isVacuous = least >= largestRho;
  return {
    claim: 'The bound of Huang et al. on the error of the nearest centre says something here.',
    ...{ estimate: null, low: null, high: null, confidence: null },
    verdict: isVacuous ? 'NOT_APPLICABLE' : 'CANNOT_BE_TOLD',
    reason: isVacuous
      ? `R_ε over the share of the smallest class is ${least.toFixed(2)} to ${most.toFixed(2)} among these runs, and the bound takes ρ_max below .268, which is larger still.`
      : `R_ε over the share of the smallest class is ${least.toFixed(2)} in one run, below the .268 that ρ_max must not reach; the rest of ρ_max is not estimated.`,
    source: 'arXiv 2111.00743',
  };
}

/** Spearman’s ρ of a quantity with the error of the linear probe, over runs; runs of a method are not independent. */
const correlation = (points: readonly Point[], quantity: Quantity, confidence: number): Interval =>
  clusteredSpearman(
    points.map((point) => ({
      cluster: point.method,
      a: meanOf(point, (each) => each[quantity]),
      b: meanOf(point, (each) => each.linearError),
    })),
    confidence,
  );

function conclude(config: Config, found: FinishedRuns): ExperimentResult {
  const points = settingsOf(config).map((setting) => ({
    ...setting,
    found: examinationsOf(runOf(found, setting.name), 'geometry'),
  }));
  const { confidence } = config.run.scoring;
  const methods = new Set(config.methods).size;
  const withheld =
    methods >= leastClusters
      ? null
      : `Runs of one method are not independent: an interval takes ${leastClusters} methods, and these are ${methods}.`;
  const counts = [...new Set(points.map(({ epochs }) => epochs))].join(', ');
  const goesWith = (quantity: Quantity, what: string): Statement =>
    statementAbove(
      `${what}: over ${points.length} runs after ${counts} epochs, their Spearman correlation is above 0.`,
      correlation(points, quantity, confidence),
      { confidence, source: 'arXiv 2111.00743', withheld },
    );
  return {
    series: [
      ...(Object.keys(quantities) as Quantity[]).flatMap((quantity) => scatter(config, points, quantity)),
      ...errors(config, points, confidence),
    ],
    statements: [
      goesWith('misaligned', 'The more datapoints are misaligned, the larger the error of the linear probe'),
      goesWith('divergence', 'The nearer class centres are, the larger the error of the linear probe'),
      boundStatement(points),
    ],
  };
}

/** The error against a quantity: a point a run, a series a method. */
function scatter(config: Config, points: readonly Point[], quantity: Quantity): Series[] {
  return [...new Set(config.methods)].map((method) => ({
    ...{ key: `${quantity}.${method}`, name: method },
    ...{ x: axis(quantities[quantity]), y: axis('error of the linear probe') },
    points: points
      .filter((point) => point.method === method)
      .map((point) => ({
        x: meanOf(point, (each) => each[quantity]),
        ...bounded(point, (each) => each.linearError, config.run.scoring.confidence),
      })),
  }));
}

/** Both errors against epochs. */
function errors(config: Config, points: readonly Point[], confidence: number): Series[] {
  return [...new Set(config.methods)].flatMap((method) =>
    (
      [
        ['linear', 'linear probe', ({ linearError }: GeometryExamination) => linearError],
        ['centre', 'nearest centre', ({ centreError }: GeometryExamination) => centreError],
      ] as const
    ).map(([key, name, of]) => ({
      ...{ key: `error.${method}-${key}`, name: `${name}, ${method}`, x: axis('epochs'), y: axis('error') },
      points: points
        .filter((point) => point.method === method)
        .map((point) => ({ x: point.epochs, ...bounded(point, of, confidence) })),
    })),
  );
}

/** An error over the encoders of a run, in its bounds. */
const bounded = ({ found }: Point, of: (each: GeometryExamination) => number, confidence: number) => ({
  ...inUnitRange(overSeeds(found.map(of), confidence)),
  n: found.length,
});

export const generalization = defineExperiment({ key: 'generalization', runs, conclude });

import type { ExperimentConfig, ExperimentKind, ExperimentResult } from '@engram/core';
import { agreement } from './agreement.ts';
import { atypicality } from './atypicality.ts';
import { augmentationStrength } from './augmentation-strength.ts';
import { contamination } from './contamination.ts';
import { dynamics } from './dynamics.ts';
import { duplicates } from './duplicates.ts';
import { estimators } from './estimators.ts';
import { generalization } from './generalization.ts';
import { layers } from './layers.ts';
import { oneDimensional } from './one-dimensional.ts';
import { outlier } from './outlier.ts';
import { redrawing } from './redrawing.ts';
import { removal } from './removal.ts';
import { separability } from './separability.ts';
import type { Experiment, FinishedRuns, NamedRun } from './experiment.ts';

/** Every experiment by its kind. One line adds one. */
const experiments: { [K in ExperimentKind]: Experiment<K> } = {
  agreement,
  atypicality,
  contamination,
  removal,
  outlier,
  separability,
  duplicates,
  generalization,
  'one-dimensional': oneDimensional,
  'augmentation-strength': augmentationStrength,
  dynamics,
  estimators,
  layers,
  redrawing,
};

// A configuration is handed to the experiment that its key names, which types cannot say.
const experimentOf = ({ key }: ExperimentConfig): Experiment => experiments[key] as unknown as Experiment;

/** The runs that an experiment begins with. */
export const runsOfExperiment = (config: ExperimentConfig): NamedRun[] => experimentOf(config).runs(config);

/** Whether it needs more runs once those are published. */
export const hasFollowUps = (config: ExperimentConfig): boolean =>
  experimentOf(config).followUps !== undefined;

/** The runs that it needs once the first ones are published. */
export const followUpsOfExperiment = (config: ExperimentConfig, found: FinishedRuns): NamedRun[] =>
  experimentOf(config).followUps?.runs(config, found) ?? [];

/** All runs that it will need, as far as their cost goes. */
export const predictedRuns = (config: ExperimentConfig): NamedRun[] => [
  ...runsOfExperiment(config),
  ...(experimentOf(config).followUps?.predicted(config) ?? []),
];

/** @throws DomainError INVALID_CONFIG where the datapoints taken of each latent class cannot give what it needs */
export const checkExperiment = (config: ExperimentConfig, taken: ReadonlyMap<number, number>): void =>
  experimentOf(config).check?.(config, taken);

/** What an experiment finds in its published runs. */
export const concludeExperiment = (config: ExperimentConfig, runs: FinishedRuns): ExperimentResult =>
  experimentOf(config).conclude(config, runs);

import type { ExperimentConfig, ExperimentKind, ExperimentResult } from '@engram/core';
import { agreement } from './agreement.ts';
import { augmentationStrength } from './augmentation-strength.ts';
import { dynamics } from './dynamics.ts';
import { estimators } from './estimators.ts';
import type { Experiment, FinishedRuns, NamedRun } from './experiment.ts';

/** Every experiment by its kind. One line adds one. */
const experiments: { [K in ExperimentKind]: Experiment<K> } = {
  agreement,
  'augmentation-strength': augmentationStrength,
  dynamics,
  estimators,
};

// A configuration is handed to the experiment that its key names, which types cannot say.
const experimentOf = ({ key }: ExperimentConfig): Experiment => experiments[key] as unknown as Experiment;

/** The runs that an experiment needs. */
export const runsOfExperiment = (config: ExperimentConfig): NamedRun[] => experimentOf(config).runs(config);

/** What an experiment finds in its published runs. */
export const concludeExperiment = (config: ExperimentConfig, runs: FinishedRuns): ExperimentResult =>
  experimentOf(config).conclude(config, runs);

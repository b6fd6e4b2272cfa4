import type {
  ExperimentConfigOf,
  ExperimentKind,
  ExperimentResult,
  RunConfig,
  RunSummary,
  WeightedScores,
} from '@engram/core';

/** A run that an experiment needs. */
export interface NamedRun {
  /** Unique in its experiment, for people too; becomes the name of the run. */
  readonly name: string;
  readonly config: RunConfig;
}

/** What a published run of an experiment holds. Letters: t encoders, N datapoints. */
export interface FinishedRun {
  readonly config: RunConfig;
  readonly summary: RunSummary;
  /** [N] of the datapoints in their dataset, ascending. */
  readonly indices: Int32Array;
  /** [t][N] what was measured of each datapoint under each encoder. */
  readonly alignments: readonly Float64Array[];
  /** [t] mean training loss of the last epoch; null where it was not recorded. */
  readonly finalLosses: readonly (number | null)[];
  /** Positions are places in `indices`. */
  readonly scores: WeightedScores;
}

export type FinishedRuns = ReadonlyMap<string, FinishedRun>;

/**
 * An experiment is pure: it names runs, and once they are published makes series and statements of what they hold. What is
 * durable, cancelled and resumed are its runs. The same runs give the same result to the last bit.
 */
export interface Experiment<K extends ExperimentKind = ExperimentKind> {
  readonly key: K;
  /** The runs that it needs; ensembles that exist are not trained again. */
  runs(config: ExperimentConfigOf<K>): NamedRun[];
  conclude(config: ExperimentConfigOf<K>, runs: FinishedRuns): ExperimentResult;
}

export const defineExperiment = <K extends ExperimentKind>(experiment: Experiment<K>): Experiment<K> =>
  experiment;

import type {
  ExperimentConfigOf,
  ExperimentKind,
  ExperimentResult,
  RunConfig,
  RunSummary,
  SplitPlan,
  WeightedScores,
} from '@engram/core';
import type { DatasetRecipe } from '../datasets/derived/recipe.ts';
import type { Examination, ExaminationRequest } from '../pipeline/examinations/examination.ts';

/** A run that an experiment needs. */
export interface NamedRun {
  /** Unique in its experiment; hashes of what was cited hold it, so that it never changes. */
  readonly name: string;
  /** How its run is named for people, where that is not `name`. */
  readonly title?: string;
  readonly config: RunConfig;
  /** The dataset of its configuration, where the experiment makes it. */
  readonly recipe?: DatasetRecipe;
  /** What is asked of each of its encoders beside its measure. */
  readonly examination?: ExaminationRequest;
}

/** What a published run of an experiment holds. Letters: t encoders, N datapoints. */
export interface FinishedRun {
  readonly config: RunConfig;
  readonly summary: RunSummary;
  /** [N] of the datapoints in their dataset, ascending. */
  readonly indices: Int32Array;
  /** [N] of each, what names it in other datasets: the id of its source, null without one, and the hash of its contents. */
  readonly sourceIds: readonly (string | null)[];
  readonly contentHashes: readonly string[];
  /** [N] latent class of each, −1 = unknown. */
  readonly classes: Int32Array;
  /** [t][N] what was measured of each datapoint under each encoder. */
  readonly alignments: readonly Float64Array[];
  /** Which encoder was trained on which datapoints, which belong together, and the part of each datapoint. */
  readonly plan: Pick<SplitPlan, 'masks' | 'pairs' | 'roles'>;
  /** [t] mean training loss of the last epoch; null where it was not recorded. */
  readonly finalLosses: readonly (number | null)[];
  /** Positions are places in `indices`. */
  readonly scores: WeightedScores;
  /** [t] answers to the run's `examination`; empty where it asks for none. */
  readonly examinations: readonly Examination[];
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
  /** Runs that can be named only when those are published, such as those without what ranks highest. */
  readonly followUps?: FollowUps<K>;
  conclude(config: ExperimentConfigOf<K>, runs: FinishedRuns): ExperimentResult;
  /**
   * Looks, before anything is trained, whether the datapoints that its run takes can give what it needs.
   * @param taken datapoints of each latent class
   * @throws DomainError INVALID_CONFIG
   */
  check?(config: ExperimentConfigOf<K>, taken: ReadonlyMap<number, number>): void;
}

export interface FollowUps<K extends ExperimentKind> {
  runs(config: ExperimentConfigOf<K>, found: FinishedRuns): NamedRun[];
  /** Runs that cost what those will, to predict it before anything is known. */
  predicted(config: ExperimentConfigOf<K>): NamedRun[];
}

export const defineExperiment = <K extends ExperimentKind>(experiment: Experiment<K>): Experiment<K> =>
  experiment;

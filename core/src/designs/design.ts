import type { z } from 'zod';
import { estimateScores, type AlignmentTable, type TestedEstimate } from '../scores/estimate.ts';
import type { Rng } from '../rng.ts';
import { weightedScores, type WeightedScores } from '../scores/weighted-scores.ts';
import { includedDatapoints, type SplitPlan } from './split-plan.ts';
import type { KeyedSchema } from '../config/variants.ts';

/** How a design turns the losses of its encoders into scores. */
export interface Scoring {
  /** Score of every datapoint with its interval over encoders, [N]. */
  estimates(table: AlignmentTable, confidence: number): TestedEstimate[];
  /** The same scores by weights of the encoders that are resampled together. */
  weighted(table: AlignmentTable): WeightedScores;
  /** The table with its sign turned where large values mean memorized; as it is when left out. */
  losses?(table: AlignmentTable): AlignmentTable;
  /** Whether it takes the mean over all encoders: there are no two sides to compare. */
  readonly isProxy?: boolean;
  /** Whether the losses are 1 or 0, see `MeasureDefinition`. */
  readonly isBinary?: boolean;
}

/** Mean over the encoders trained without a datapoint minus mean over those trained with it. */
export const sidesScoring: Scoring = {
  estimates: estimateScores,
  weighted: (table) => weightedScores(table),
};

/** How a design is presented. */
export interface DesignCard {
  name: string;
  /** One or two sentences. */
  description: string;
  citation: string | null;
}

/** Which encoder is trained on which datapoints, and how their losses become scores. */
export interface Design<Schema extends KeyedSchema> {
  readonly schema: Schema;
  readonly card: DesignCard;
  /** t, the encoders it trains for N datapoints. */
  encoders(settings: z.infer<Schema>, count: number): number;
  /**
   * The plan for N datapoints; it depends on the random numbers only through `rng`'s path.
   * @throws DomainError INVALID_ARGUMENT for a plan that cannot be made, naming what to change
   */
  plan(settings: z.infer<Schema>, count: number, rng: Rng): SplitPlan;
  /**
   * Datapoints that each kind of encoder is trained on, without drawing the whole plan.
   * @throws DomainError INVALID_ARGUMENT as `plan`
   */
  trainedOn(settings: z.infer<Schema>, count: number): number[];
  readonly scoring: Scoring;
  /** Whether only some datapoints have a score: the others cannot be ranked beside them. */
  readonly scoresPart?: true;
  /** For a paper's section on methods. */
  readonly methods: DesignMethods<Schema>;
}

/** How a paper says what a design does. */
export interface DesignMethods<Schema extends KeyedSchema> {
  /** Which of t encoders was trained on what, as a sentence. */
  sentence(settings: z.infer<Schema>, encoders: number): string;
  /** What its intervals are, in the plural. */
  intervals: string;
}

export const percent = (fraction: number): string => `${Number((100 * fraction).toPrecision(6))} %`;

export const defineDesign = <Schema extends KeyedSchema>(design: Design<Schema>): Design<Schema> => design;

/** Datapoints that each encoder of a plan is trained on, [t]. */
export const sizesOf = ({ masks }: SplitPlan): number[] =>
  masks.map((mask) => includedDatapoints(mask).length);

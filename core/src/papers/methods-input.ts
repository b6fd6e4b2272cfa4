import type { Reference } from '../references.ts';
import type { ComparabilityKey } from '../scores/score.ts';
import type { StatedConfig } from './owed-references.ts';

/** What a methods paragraph says of a run. */
export interface MethodsInput {
  config: StatedConfig;
  /** Name of the dataset. */
  dataset: string;
  /** Datapoints that have a score. */
  scoredCount: number;
  encoderCount: number;
  codeVersion: string;
  /** Holds which other version trained the encoders. */
  comparabilityKey?: Pick<ComparabilityKey, 'trainedBy'> | null;
  /** What executed the tensors; null when unknown. */
  engine: string | null;
  /** What came of it; `medianStandardError` is null where too few encoders are independent for an interval. */
  summary: { medianStandardError: number | null } | null;
}

/** Text, or the paper that stands behind it. */
export type MethodsPart = string | Reference;

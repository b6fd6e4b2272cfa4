import type { z } from 'zod';
import { runConfigSchema, type RunConfigInput } from '../config/run-config.ts';
import type { KeyedSchema } from '../config/variants.ts';
import { mnistQuick } from '../presets/mnist-quick.ts';
import { smoke } from '../presets/smoke.ts';
import type { RunCondition } from './settings/run-conditions.ts';

/** How an experiment is presented. */
export interface ExperimentCard {
  name: string;
  /** The question it answers. */
  question: string;
  /** What it does, in one or two sentences. */
  protocol: string;
  citation: string | null;
}

/** An experiment as configurations and pages know it; what it computes stands under the same name in `worker/src/experiments`. */
export interface ExperimentDefinition<Schema extends KeyedSchema> {
  readonly schema: Schema;
  /** What a new experiment of the kind is refused with beside a proxy; the schema also reads stored ones, which are older than some conditions. */
  readonly conditions?: readonly RunCondition[];
  readonly card: ExperimentCard;
  /** Settings for minutes of computing, and for about a minute: what a configuration starts from. */
  readonly full: z.input<Schema>;
  readonly small: z.input<Schema>;
}

export const defineExperiment = <Schema extends KeyedSchema>(
  definition: ExperimentDefinition<Schema>,
): ExperimentDefinition<Schema> => definition;

/** The run that an experiment makes its runs of: all of a run's configuration but its name. */
export const baseRunSchema = runConfigSchema.omit({ name: true });

/** Whether each value is larger than the one before it. */
export const isRising = (values: readonly number[]): boolean =>
  values.every((value, i) => i === 0 || value > values[i - 1]!);

export type BaseRun = Omit<RunConfigInput, 'name'>;

const withoutName = ({ name: _, ...config }: RunConfigInput): BaseRun => config;

/** The demo's setting, where digits are known to be memorized. */
export const fullRun: BaseRun = withoutName(mnistQuick);

/** Seconds a run: shows that an experiment works, and little else. */
export const smallRun: BaseRun = withoutName({
  ...smoke,
  estimator: { key: 'half-split', encoders: 8 },
  epochs: 4,
});

import type { z } from 'zod';
import { runConfigSchema, type RunConfigInput } from '../config/run-config.ts';
import type { KeyedSchema } from '../config/variants.ts';
import { isProxy, measureKeyOf, type MeasureKey } from '../measures/registry.ts';
import { scoresPart } from '../designs/registry.ts';
import { mnistQuick } from '../presets/mnist-quick.ts';
import { smoke } from '../presets/smoke.ts';

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
  readonly card: ExperimentCard;
  /** Settings for minutes of computing, and for about a minute: what a configuration starts from. */
  readonly full: z.input<Schema>;
  readonly small: z.input<Schema>;
}

export const defineExperiment = <Schema extends KeyedSchema>(
  definition: ExperimentDefinition<Schema>,
): ExperimentDefinition<Schema> => definition;

/** The run that an experiment makes its runs of: all of a run's configuration but its name. Claims are about scores, which a proxy has none of. */
export const baseRunSchema = runConfigSchema
  .omit({ name: true })
  .refine(({ scoring }) => !isProxy(measureKeyOf({ scoring })), {
    path: ['scoring', 'measure'],
    abort: true,
    error: ({ input }) =>
      `${(input as BaseRun).scoring?.measure} is a proxy: it compares no encoders, and experiments ask about memorization scores. Leave it out, or name a measure that gives scores`,
  });

const alignmentMeasures: readonly MeasureKey[] = ['alignment', 'layer-alignment'];

/** The same for experiments that make claims about the alignment loss beside its score. */
export const ofAlignment = (schema: typeof baseRunSchema): typeof baseRunSchema =>
  schema.refine(({ scoring }) => alignmentMeasures.includes(measureKeyOf({ scoring })), {
    path: ['scoring', 'measure'],
    error: ({ input }) =>
      `${(input as BaseRun).scoring?.measure} is no alignment loss, which is looked at here; leave it out, or use layer-alignment`,
  });

/** Whether each value is larger than the one before it. */
export const isRising = (values: readonly number[]): boolean =>
  values.every((value, i) => i === 0 || value > values[i - 1]!);

/** As `baseRunSchema`, for experiments that rank all datapoints of the run: those without a score would be taken for the least memorized. */
export const rankedRunSchema = baseRunSchema.refine(({ estimator }) => !scoresPart(estimator), {
  path: ['estimator', 'key'],
  error: ({ input }) =>
    `${(input as BaseRun).estimator.key} scores only a part of the datapoints, and all of them are ranked here; use half-split or subset`,
});

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

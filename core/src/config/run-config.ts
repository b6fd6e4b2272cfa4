import { z } from 'zod';
import { policySchema } from '../augmentations/policies.ts';
import { optimizerConfigSchema } from './optimizer.ts';
import { designConfigSchema } from '../designs/registry.ts';
import { encoderConfigSchema } from '../encoders/registry.ts';
import { distanceSchema } from '../measures/distance.ts';
import { measureKeySchema } from '../measures/registry.ts';
import { methodConfigSchema } from '../methods/registry.ts';

/**
 * All that determines a run. The SHA-256 of its canonical JSON identifies the configuration: a resume under another
 * hash is rejected, and two runs with the same hash, engine and code version give the same scores.
 */
const positiveInt = z.int().positive();
const fraction = z.number().gt(0).lt(1);

export const scoringConfigSchema = z.strictObject({
  /** Views M a datapoint; the alignment loss is the mean over all M(M−1)/2 unordered pairs. */
  views: z.int().min(2).max(256).default(10),
  distance: distanceSchema.default('l2'),
  unitNorm: z.boolean().default(true),
  /** Policy the scoring views are drawn from; the training policy when left out. */
  policy: policySchema.optional(),
  /** What is read off the encoders; the alignment loss when left out. */
  measure: measureKeySchema.optional(),
  /** Layer of the encoder that is measured; the representation when left out. */
  layer: z.string().min(1).max(100).optional(),
  /** Seed of the scoring views; the seed of the training when left out. */
  viewSeed: z.int().min(0).max(0xffffffff).optional(),
  confidence: fraction.default(0.95),
});

export const runConfigSchema = z.strictObject({
  /** What people call the run; determines nothing. Its preset or dataset and method when left out. */
  name: z.string().min(1).max(200).optional(),
  /** Slug of an imported dataset. */
  dataset: z.string().min(1).max(200),
  /** Datapoints used: the first ones of each class in equal shares (all of them when left out). */
  datapoints: z.int().min(4).max(1_000_000).optional(),
  seed: z.int().min(0).max(0xffffffff).default(0),
  method: methodConfigSchema,
  encoder: encoderConfigSchema,
  /** Widths of the projector's layers; the last one is the dimension of the embedding z. */
  projector: z
    .strictObject({ widths: z.array(positiveInt.max(8192)).min(1).max(8) })
    .default({ widths: [128, 64] }),
  policy: policySchema,
  estimator: designConfigSchema,
  optimizer: optimizerConfigSchema.prefault({}),
  epochs: positiveInt.max(100_000),
  batch: z.int().min(2).max(65_536).default(128),
  scoring: scoringConfigSchema.prefault({}),
});
export type RunConfig = z.infer<typeof runConfigSchema>;
export type RunConfigInput = z.input<typeof runConfigSchema>;

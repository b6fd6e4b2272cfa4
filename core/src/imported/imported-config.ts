/**
 * Runs on encoders that were trained elsewhere and brought in as ONNX models: the same measurement as any other run, without a
 * training. All that determines the encoders is in the configuration by its hash: the models, what they were trained on, and how
 * a datapoint becomes their input.
 */
import { z } from 'zod';
import { policySchema } from '../augmentations/policies.ts';
import { scoringConfigSchema } from '../config/run-config.ts';
import { maxEncoders } from '../designs/split-plan.ts';
import { importedKey } from '../runs/run.ts';
import { sha256Schema } from '../text/sha256.ts';

const positiveInt = z.int().positive();

/** Order of a model's input: [B, C, H, W], [B, H, W, C] or [B, H·W·C]. */
export const inputLayouts = ['nchw', 'nhwc', 'flat'] as const;
export type InputLayout = (typeof inputLayouts)[number];

/** How a datapoint [H, W, C] becomes the input of a model: resized, channels repeated, (x − mean) / std, laid out. */
const modelInputSchema = z.strictObject({
  /** H and W that the model takes; the datapoint is resized to them. */
  height: positiveInt.max(4096),
  width: positiveInt.max(65_536),
  /** C that the model takes; a datapoint of one channel is repeated. */
  channels: positiveInt.max(4096),
  layout: z.enum(inputLayouts),
  /** One value, or one a channel; x is in 0–1 for images. */
  mean: z.array(z.number()).min(1),
  std: z.array(z.number().positive()).min(1),
  type: z.enum(['float32', 'float16']),
  /** Rows of every pass of a model that takes no other number; null when it takes any. */
  batch: positiveInt.max(65_536).nullable(),
});
export type ModelInput = z.infer<typeof modelInputSchema>;

/** ONNX models with one input and the same outputs. */
export const onnxEncoderSchema = z.strictObject({
  key: z.literal('onnx'),
  /** SHA-256 of each model, [t]. */
  models: z.array(sha256Schema).min(1).max(maxEncoders),
  input: modelInputSchema,
  /** Outputs by name; the last is the representation. Spatial outputs and tokens are averaged. */
  layers: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        dims: positiveInt,
        pooling: z.enum(['none', 'global-average']),
      }),
    )
    .min(1),
});
export type OnnxEncoderConfig = z.infer<typeof onnxEncoderSchema>;

/** The design of encoders whose masks are given, not drawn. */
export const givenMasksKey = 'given-masks';
const givenMasksSchema = z.strictObject({
  key: z.literal(givenMasksKey),
  encoders: positiveInt.max(maxEncoders),
  /** SHA-256 of the masks, encoder after encoder, one byte a datapoint. */
  masks: sha256Schema,
});
export type GivenMasksConfig = z.infer<typeof givenMasksSchema>;

export const importedRunConfigSchema = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  /** Slug of an imported dataset. */
  dataset: z.string().min(1).max(200),
  /** Datapoints that are scored, chosen as for a training; all of them when left out. */
  datapoints: z.int().min(1).max(1_000_000).optional(),
  /** Of the scoring views. */
  seed: z.int().min(0).max(0xffffffff).default(0),
  method: z.strictObject({ key: z.literal(importedKey) }),
  encoder: onnxEncoderSchema,
  /** Policy that the views are drawn from, unless the scoring names another. */
  policy: policySchema,
  estimator: givenMasksSchema,
  scoring: scoringConfigSchema.prefault({}),
});
export type ImportedRunConfig = z.infer<typeof importedRunConfigSchema>;

/** All that determines imported encoders: the configuration without name and scoring. */
export const importedEnsembleConfigSchema = importedRunConfigSchema.omit({ name: true, scoring: true });
export type ImportedEnsembleConfig = z.infer<typeof importedEnsembleConfigSchema>;

/** Whether a configuration, of a run or an ensemble, is of imported encoders; of anything that was stored or given. */
export const hasImportedEncoders = (config: unknown): boolean =>
  (config as { estimator?: { key?: unknown } } | null)?.estimator?.key === givenMasksKey;

export const isImportedConfig = (config: { estimator: { key: string } }): config is ImportedRunConfig =>
  config.estimator.key === givenMasksKey;

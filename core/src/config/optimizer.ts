/** The optimizers that a run can be configured with: one schema and one card adds one. */
import { z } from 'zod';

/** What every optimizer has. */
const shared = {
  /** Part of all steps spent in linear warm-up; then half a cosine takes the rate to 0. */
  warmupFraction: z.number().min(0).lt(1),
  /** Gradients longer than this, over all variables together, are scaled down to it; not at all when left out. */
  clipNorm: z.number().positive().optional(),
};

const sgd = z.strictObject({
  /** May be left out. */
  key: z.literal('sgd').optional(),
  /** Peak learning rate. */
  learningRate: z.number().positive().default(0.06),
  momentum: z.number().min(0).lt(1).default(0.9),
  /** Not on biases and normalization. */
  weightDecay: z.number().min(0).default(0),
  warmupFraction: shared.warmupFraction.default(0),
  clipNorm: shared.clipNorm,
});

const adamw = z.strictObject({
  key: z.literal('adamw'),
  /** Peak learning rate. */
  learningRate: z.number().positive().default(0.001),
  /** Share of the old value in the running means of the gradients and of their squares. */
  beta1: z.number().min(0).lt(1).default(0.9),
  beta2: z.number().min(0).lt(1).default(0.999),
  /** Added to the root of the squares, so that nothing is divided by 0. */
  epsilon: z.number().positive().default(1e-8),
  /** Decoupled from the gradient; not on biases and normalization. */
  weightDecay: z.number().min(0).default(0.05),
  warmupFraction: shared.warmupFraction.default(0.1),
  clipNorm: shared.clipNorm,
});

const lars = z.strictObject({
  key: z.literal('lars'),
  /** Peak learning rate. */
  learningRate: z.number().positive().default(0.3),
  momentum: z.number().min(0).lt(1).default(0.9),
  /** Not on biases and normalization. */
  weightDecay: z.number().min(0).default(1e-6),
  /** η of the paper: length of an update as a part of the length of the weights, at learning rate 1. */
  trustCoefficient: z.number().positive().default(0.001),
  warmupFraction: shared.warmupFraction.default(0.1),
  clipNorm: shared.clipNorm,
});

/** What a configuration means that names no optimizer. */
export const defaultOptimizer = 'sgd';

/** SGD is written without its key, so that a configuration has one hash however it was put. */
export const optimizerConfigSchema = z.discriminatedUnion('key', [sgd, adamw, lars]).transform((config) => {
  if (config.key !== undefined && config.key !== defaultOptimizer) return config;
  const settings = { ...config };
  delete settings.key;
  return settings as Omit<typeof config, 'key'> & { key?: undefined };
});
export type OptimizerConfig = z.infer<typeof optimizerConfigSchema>;
export type OptimizerKey = NonNullable<OptimizerConfig['key']> | typeof defaultOptimizer;

export const optimizerKey = ({ key = defaultOptimizer }: { key?: OptimizerKey }): OptimizerKey => key;

/** The settings of one optimizer. */
export type OptimizerSettings<K extends OptimizerKey> = K extends typeof defaultOptimizer
  ? Extract<OptimizerConfig, { key?: undefined }>
  : Extract<OptimizerConfig, { key: K }>;

/** Cards of the optimizers: name and description. */
export const optimizerNames: Readonly<Record<OptimizerKey, string>> = {
  sgd: 'SGD',
  adamw: 'AdamW',
  lars: 'LARS',
};

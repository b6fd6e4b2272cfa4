/** Built-in policies for data that are no images. */
import type { OperationConfig } from '../operation-registry.ts';

const noise = (sigma: number): OperationConfig => ({ key: 'gaussian-noise', sigma });
const masked = (probability: number): OperationConfig => ({ key: 'masking', probability, fill: 0 });
const scaled = (minFactor: number, maxFactor: number): OperationConfig => ({
  key: 'scaling',
  minFactor,
  maxFactor,
});
const cropped = (minFraction: number): OperationConfig => ({ key: 'time-crop', minFraction, maxFraction: 1 });
const dropped = (probability: number): OperationConfig => ({ key: 'word-dropout', probability });
const swapped = (probability: number): OperationConfig => ({ key: 'word-swaps', probability });

/**
 * Noise and masking suit values whose mean is about 0 and whose standard deviation is about 1, as an import with `--standardize`
 * gives them.
 */
export const otherPolicies = {
  'vector-weak': [noise(0.1), masked(0.1)],
  'vector-strong': [scaled(0.8, 1.25), noise(0.3), masked(0.3)],
  'series-weak': [cropped(0.9), scaled(0.9, 1.1), noise(0.05)],
  'series-strong': [cropped(0.6), scaled(0.7, 1.4), noise(0.2), masked(0.2)],
  'text-weak': [dropped(0.2)],
  'text-strong': [dropped(0.4), swapped(0.05)],
} as const satisfies Record<string, readonly OperationConfig[]>;

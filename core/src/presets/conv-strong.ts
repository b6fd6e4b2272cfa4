/**
 * A finding to look at, not a failure: a pooled small convolutional encoder under strong augmentation gives scores whose order is noise.
 *
 *     engram run conv-strong        minutes on two cores
 *
 * Expect a mean score near 0, a reliability near 0, and the words that say so.
 */
import type { RunConfigInput } from '../config/run-config.ts';

export const convStrong: RunConfigInput = {
  name: 'conv-strong',
  dataset: 'mnist',
  datapoints: 1000,
  method: { key: 'simclr', temperature: 0.5 },
  encoder: { key: 'small-conv', channels: [32, 64, 128] },
  policy: 'digits-strong',
  estimator: { key: 'half-split', encoders: 8 },
  epochs: 20,
};

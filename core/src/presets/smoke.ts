/**
 * Seconds from start to scores: shows that everything works, and nothing about memorization.
 *
 *     engram run smoke
 *
 * Expect 200 scores whose reliability is not to be trusted.
 */
import type { RunConfigInput } from '../config/run-config.ts';

export const smoke: RunConfigInput = {
  name: 'smoke',
  dataset: 'mnist',
  datapoints: 200,
  method: { key: 'simclr', temperature: 0.2 },
  encoder: { key: 'mlp', widths: [64, 32] },
  projector: { widths: [32] },
  policy: 'digits-weak',
  estimator: { key: 'half-split', encoders: 4 },
  epochs: 2,
  batch: 50,
  scoring: { views: 4 },
};

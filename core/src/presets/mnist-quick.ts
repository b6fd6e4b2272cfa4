/**
 * The demo: which of 1,000 handwritten digits does an MLP trained by SimCLR memorize?
 *
 *     engram run mnist-quick        within 3 minutes on two cores (docs/performance.md)
 *
 * Expect a mean score above 0 with its interval, nearly all scores positive, a reliability (Spearman–Brown) of at least .7, and
 * atypical digits on top.
 */
import type { RunConfigInput } from '../config/run-config.ts';

export const mnistQuick: RunConfigInput = {
  name: 'mnist-quick',
  dataset: 'mnist',
  datapoints: 1000, // 100 a class
  method: { key: 'simclr', temperature: 0.2 },
  encoder: { key: 'mlp', widths: [512, 512, 128] },
  policy: 'digits-weak', // strong augmentation hides memorization
  estimator: { key: 'half-split', encoders: 32 }, // 16 gave a reliability of .65 where this regime was found
  epochs: 60,
};

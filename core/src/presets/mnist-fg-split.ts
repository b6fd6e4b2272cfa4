/**
 * The demo's encoders under the protocol of the paper: f sees the shared and the candidate digits, g the shared and the independent
 * ones; 5 % are kept from both.
 *
 *     engram run mnist-fg-split     about as long as mnist-quick
 *
 * Expect candidates above 0 and independents below 0 with their intervals, both controls around 0, and scores for candidates and
 * independents only.
 */
import type { RunConfigInput } from '../config/run-config.ts';
import { mnistQuick } from './mnist-quick.ts';

export const mnistFgSplit: RunConfigInput = {
  ...mnistQuick,
  name: 'mnist-fg-split',
  estimator: {
    key: 'fg-split',
    encoders: 16, // 8 pairs; each encoder trains on 85 % of the digits, not on half of them
    sharedFraction: 0.75,
    candidateFraction: 0.1,
    independentFraction: 0.1,
    externalFraction: 0.05,
  },
};

/**
 * The talk's examples: which threes and which sixes are memorized? The demo with twice the encoders, so that single digits can be
 * read off, not only groups of them.
 *
 *     engram run mnist-3-6          about twice as long as mnist-quick
 *
 * Expect a reliability (Spearman–Brown) of about .9. Then look at the classes 3 and 6, in the page's most typical and most
 * atypical digits or in the table of the command.
 */
import type { RunConfigInput } from '../config/run-config.ts';
import { mnistQuick } from './mnist-quick.ts';

export const mnistThreesAndSixes: RunConfigInput = {
  ...mnistQuick,
  name: 'mnist-3-6',
  estimator: { key: 'half-split', encoders: 64 },
};

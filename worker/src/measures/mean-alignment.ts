/** The alignment loss of each datapoint; that its mean is over all encoders makes it a proxy. */
import { alignment } from './alignment.ts';
import type { Measure } from './measure.ts';

export const meanAlignment: Measure = { key: 'mean-alignment', of: alignment.of };

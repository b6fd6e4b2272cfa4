import { formatCoefficient, isNumber, type Interval } from '../../../format.ts';

/** `interval 0.31 to 0.55`, of a correlation. */
export const coefficientInterval = ({ low, high }: Interval): string =>
  isNumber(low) && isNumber(high)
    ? `interval ${formatCoefficient(low)} to ${formatCoefficient(high)}`
    : 'no interval: there are too few encoders or datapoints for one';

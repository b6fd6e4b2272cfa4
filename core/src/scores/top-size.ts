/** How many datapoints are the top `percent` % of a ranking of `count`: rounded up. */
export const topSize = (count: number, percent: number): number => Math.ceil((count * percent) / 100);

/** Whether a percentage names a top: above 0, at most 100. */
export const isTopPercent = (percent: number): boolean => percent > 0 && percent <= 100;

interface Measured {
  run: { isProxy: boolean };
}

/** How the rows of different measures are read. @param hasOthers whether some are of other encoders */
export function measuresMessage(scores: readonly Measured[], hasOthers: boolean): string {
  return [
    'One row per measure, each in a unit of its own: compare percentiles, which say how many percent of the datapoints score no higher.',
    ...(scores.some(({ run }) => run.isProxy)
      ? ['A proxy says that a datapoint is atypical, not that it was memorized.']
      : []),
    hasOthers
      ? 'The rows are by the encoders of the chosen run, or, where these are not measured so, by other encoders of the newest run.'
      : 'All rows are by the encoders of the chosen run.',
  ].join(' ');
}

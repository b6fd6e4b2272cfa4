import type { ComparabilityKey } from '@engram/core';

const labels: Record<keyof ComparabilityKey, string> = {
  measure: 'the measure',
  estimator: 'the estimator',
  pairForm: 'the pairs of views',
  distance: 'the distance',
  unitNorm: 'the norm of the representations',
  layer: 'the layer',
  pooling: 'the pooling',
  views: 'the number of views',
  policyHash: 'the augmentation policy',
  viewSeed: 'the views drawn',
  encoderIds: 'the encoders',
  nIn: 'the number of encoders trained with a datapoint',
  nOut: 'the number of encoders trained without it',
  splitHash: 'the split of the datapoints',
  codeVersion: 'the version of the code',
  trainedBy: 'the version of the code that trained the encoders',
};

/** `the distance, the encoders and the views drawn`: in what the scores of two runs differ. */
export function differingSettings(keys: readonly string[]): string {
  const named = keys.map((key) => (labels as Partial<Record<string, string>>)[key] ?? key);
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}

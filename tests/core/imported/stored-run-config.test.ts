import { storedRunSchemaFor } from '@engram/core';
import { describe, expect, it } from 'vitest';

const hash = 'ab'.repeat(32);
const scores = {
  name: 'given',
  dataset: 'digits',
  source: 'scores',
  contentHash: hash,
  method: { key: 'trak' },
  estimator: { key: 'imported', encoders: 0 },
  scoring: { measure: 'imported', views: 0, confidence: 0.9 },
};
const representations = {
  ...{ name: 'given', dataset: 'digits', source: 'representations', contentHash: hash },
  estimator: { key: 'imported', encoders: 4 },
  scoring: { distance: 'l2', unitNorm: true, views: 2, confidence: 0.95 },
};

describe('a configuration that is stored with a run', () => {
  it.each([scores, representations])('of an import is known: $source', (config) => {
    expect(storedRunSchemaFor(config).parse(config)).toEqual(config);
  });

  it.each([
    { ...scores, extra: 1 },
    { ...scores, contentHash: '../..' },
    { ...representations, scoring: { ...representations.scoring, confidence: 2 } },
    { ...representations, estimator: { key: '<b>', encoders: 1 } },
    { ...scores, source: 'elsewhere' },
    {},
    null,
  ])('is refused as %j', (config) => {
    expect(storedRunSchemaFor(config).safeParse(config).success).toBe(false);
  });
});

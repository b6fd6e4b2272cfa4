import { estimateScores } from '@engram/core';
import { expect, it } from 'vitest';
import { readFixture } from '../helpers/fixtures.ts';

type Expected = {
  datapoint: number;
  nIn: number;
  nOut: number;
  identifiable: boolean;
  score: number | null;
} & Partial<Record<'alignmentIn' | 'alignmentOut' | 'standardError' | 'low' | 'high', number | null>>;

const fixture = readFixture<{
  alignment: number[][];
  mask: number[][];
  confidence: number;
  rows: Expected[];
}>('subset-estimator');
const estimates = estimateScores({ alignments: fixture.alignment, masks: fixture.mask }, fixture.confidence);

it.each(fixture.rows)('the score of datapoint $datapoint agrees with scipy', (row) => {
  const estimate = estimates[row.datapoint];
  expect([estimate.nIn, estimate.nOut, estimate.identifiable]).toEqual([row.nIn, row.nOut, row.identifiable]);
  const compare = (actual: number | null, expected: number | null | undefined): void => {
    if (expected === undefined) return;
    if (expected === null) expect(actual).toBeNull();
    else expect(actual).toBeCloseTo(expected, 6);
  };
  compare(estimate.value, row.score);
  compare(estimate.standardError, row.standardError);
  compare(estimate.low, row.low);
  compare(estimate.high, row.high);
  if (row.identifiable) {
    compare(estimate.alignmentIn, row.alignmentIn);
    compare(estimate.alignmentOut, row.alignmentOut);
  }
  if (row.score === null || row.low === null) expect(estimate.reason).not.toBeNull();
});

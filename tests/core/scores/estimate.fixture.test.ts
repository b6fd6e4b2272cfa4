import { estimateScores } from '@engram/core';
import { expect, it } from 'vitest';
import { readFixture } from '../../helpers/fixtures.ts';
import { fixtureMistakes } from '../../oracles/subset-fixture.ts';
import type { SubsetFixture } from '../../oracles/subset-fixture.ts';
import { naiveScores, scoreMistakes } from '../../oracles/scores.ts';

const fixture = readFixture<SubsetFixture>('subset-estimator');

it('scores, intervals and p-values agree with scipy', () => {
  const estimates = estimateScores(
    { alignments: fixture.alignment, masks: fixture.mask },
    fixture.confidence,
  );
  expect(estimates).toHaveLength(fixture.alignment[0].length);
  expect(fixture.rows.length).toBeGreaterThan(0);
  expect(fixtureMistakes(estimates, fixture)).toEqual([]);
  for (const estimate of estimates)
    expect(estimate.reason === null).toBe(estimate.value !== null && estimate.low !== null);
});

it('the loop oracle agrees with the reference values, too', () => {
  const scores = naiveScores(fixture.alignment, fixture.mask);
  for (const { datapoint, score } of fixture.rows)
    if (score === null) expect(scores[datapoint]).toBeNull();
    else expect(scores[datapoint]).toBeCloseTo(score, 6);
  const estimator = (alignments: ArrayLike<number>[], masks: ArrayLike<number>[]) =>
    estimateScores({ alignments, masks }).map((estimate) => estimate.value);
  expect(scoreMistakes(estimator, fixture.alignment, fixture.mask)).toEqual([]);
});

import { estimateScores, memorizationScore, Rng } from '@engram/core';
import type { AlignmentTable, TestedEstimate } from '@engram/core';
import { expect, it } from 'vitest';
import { readFixture } from '../../helpers/fixtures.ts';
import { scoreMistakes } from '../../oracles/scores.ts';
import { fixtureMistakes } from '../../oracles/subset-fixture.ts';
import type { SubsetFixture } from '../../oracles/subset-fixture.ts';
import { syntheticHalfSplit } from '../../oracles/synthetic-runs.ts';

type Estimator = (table: AlignmentTable, confidence: number) => TestedEstimate[];

const fixture = readFixture<SubsetFixture>('subset-estimator');
const againstFixture = (estimator: Estimator): string[] =>
  fixtureMistakes(
    estimator({ alignments: fixture.alignment, masks: fixture.mask }, fixture.confidence),
    fixture,
  );

const run = syntheticHalfSplit(50, 8, { memorization: (x) => x / 50, noise: 0.1 }, Rng.fromSeed('mutation'));
const againstOracle = (estimator: Estimator): string[] =>
  scoreMistakes(
    (alignments, masks) => estimator({ alignments, masks }, 0.95).map((estimate) => estimate.value),
    run.alignments,
    run.plan.masks,
  );

const negated = (value: number | null): number | null => (value === null ? null : -value);
const wrongSign: Estimator = (table, confidence) =>
  estimateScores(table, confidence).map((estimate) => ({
    ...estimate,
    value: negated(estimate.value),
    low: negated(estimate.high),
    high: negated(estimate.low),
  }));
const masksReversed: Estimator = ({ alignments, masks }, confidence) =>
  estimateScores({ alignments, masks: masks.map((mask) => Array.from(mask, (bit) => 1 - bit)) }, confidence);
const zeroWhereUnknown: Estimator = (table, confidence) =>
  estimateScores(table, confidence).map((estimate) => ({ ...estimate, value: estimate.value ?? 0 }));

it('the estimator that ships passes the checks that the mutants fail', () => {
  expect(againstFixture(estimateScores)).toEqual([]);
  expect(againstOracle(estimateScores)).toEqual([]);
});

it('a wrong sign in the score is caught by the fixture and by the oracle', () => {
  expect(againstFixture(wrongSign).length).toBeGreaterThan(0);
  expect(againstOracle(wrongSign)).toHaveLength(50);
});

it('masks read the wrong way round are caught by the fixture and by the oracle', () => {
  expect(againstFixture(masksReversed).length).toBeGreaterThan(0);
  expect(againstOracle(masksReversed)).toHaveLength(50);
});

it('a 0 in place of an unknown score is caught by the fixture', () => {
  const unknown = fixture.rows.filter((row) => row.score === null).length;
  expect(againstFixture(zeroWhereUnknown)).toHaveLength(unknown);
});

it('positive means memorized: the encoders that saw the datapoint align its views more tightly', () => {
  expect(memorizationScore(0.2, 0.5)).toBeCloseTo(0.3, 12);
});

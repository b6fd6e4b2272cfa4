/** What a plan predicts from some of the demo’s encoders, against what more of them give. Its last result: docs/estimators.md. */
import {
  correctedStandardError,
  estimateScores,
  growthNeeded,
  mean,
  median,
  predictedPrecision,
  Rng,
  spearman,
  type Pilot,
  type TestedEstimate,
} from '@engram/core';
import { encoders } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engram } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';

let place: EngramHome;
let run: string;
let stored: Awaited<ReturnType<typeof encoders.list>>;

beforeAll(async () => {
  place = await openHome();
  const { exitCode, stdout, stderr } = await engram(['run', 'mnist-quick', '--json'], {
    ...place,
    timeoutMs: 3_600_000,
  });
  expect(exitCode, stderr).toBe(0);
  run = (JSON.parse(stdout) as { id: string }).id;
  stored = (await encoders.list(place.store, run)).toSorted((a, b) => a.index - b.index);
}, 3_600_000);
afterAll(() => place?.close());

/** Scores by the encoders of some complementary pairs. */
function scoresOf(pairs: ArrayLike<number>): TestedEstimate[] {
  const chosen = Array.from(pairs).flatMap((pair) => [stored[2 * pair]!, stored[2 * pair + 1]!]);
  return estimateScores({
    alignments: chosen.map(({ alignment }) => alignment),
    masks: chosen.map(({ trainedOn }) => trainedOn),
  });
}

const values = (estimates: readonly TestedEstimate[]): Float64Array =>
  Float64Array.from(estimates, ({ value }) => value!);

/** What sets of `size` encoders say of themselves: reliability is the correlation of two disjoint ones, mean over 20 draws. */
function measured(size: number): Pilot {
  const correlations: number[] = [];
  const [errors, widths]: [number[], number[]] = [[], []];
  for (let draw = 0; draw < 20; draw++) {
    const order = Rng.fromSeed('halves')
      .split(size, draw)
      .permutation(stored.length / 2);
    const [a, b] = [scoresOf(order.subarray(0, size / 2)), scoresOf(order.subarray(size / 2, size))];
    correlations.push(spearman(values(a), values(b))!);
    errors.push(median(a.map(({ standardError }) => standardError!)));
    widths.push(median(a.map(({ low, high, standardError }) => (high! - low!) / 2 / standardError!)));
  }
  return {
    ...{ encoders: size, confidence: 0.95, spearmanBrown: mean(correlations) },
    ...{ medianStandardError: mean(errors), medianHalfWidth: mean(widths) },
  };
}

it.each([
  [4, 8],
  [4, 16],
  [8, 16],
])('from %i encoders of the demo, reliability and standard error of %i are predicted', (few, many) => {
  const [pilot, truth] = [measured(few), measured(many)];
  const { reliability, standardError } = predictedPrecision(pilot, many / few);
  const found = correctedStandardError(truth)!;
  console.log(
    `${few} → ${many} encoders: reliability ${reliability!.toFixed(3)} predicted, ${truth.spearmanBrown!.toFixed(3)} measured; ` +
      `standard error ${standardError!.toFixed(5)} predicted, ${found.toFixed(5)} measured`,
  );
  expect(Math.abs(reliability! - truth.spearmanBrown!)).toBeLessThan(0.04);
  // Two encoders a side leave little to estimate a spread from.
  expect(Math.abs(standardError! / found - 1)).toBeLessThan(few === 4 ? 0.12 : 0.04);
});

it('8 encoders tell how many give the reliability of 16', () => {
  const aim = measured(16).spearmanBrown!;
  const needed = 8 * growthNeeded({ kind: 'reliability', value: aim }, measured(8));
  expect(needed).toBeGreaterThan(14);
  expect(needed).toBeLessThan(18);
});

it('the command says the same of the whole run', async () => {
  const { stdout } = await engram(['plan', run, '--target-se', '0.005', '--json'], place);
  const plan = JSON.parse(stdout) as { encoders: number; seconds: number; now: { standardError: number } };
  expect(
    Math.abs(plan.now.standardError / (correctedStandardError(measured(16))! / Math.SQRT2) - 1),
  ).toBeLessThan(0.05);
  expect(plan.encoders).toBe(2 * Math.ceil(16 * (plan.now.standardError / 0.005) ** 2 * (1 - 1e-9)));
  expect(plan.seconds).toBeGreaterThan(30);
});

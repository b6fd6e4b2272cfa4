import {
  designCards,
  designConfigSchema,
  encodersOf,
  makePlan,
  Rng,
  scoringOf,
  summarizeRun,
  trainedOn,
  type DesignKey,
} from '@engram/core';
import { describe, expect, it } from 'vitest';

const count = 24;
const keys = Object.keys(designCards) as DesignKey[];

it('every design can be configured, and is presented in words', () => {
  expect(designConfigSchema.options.map(({ shape }) => shape.key.value)).toEqual(keys);
  for (const { name, description } of Object.values(designCards)) {
    expect(name).not.toBe('');
    expect(description).toMatch(/\.$/);
  }
});

describe.each(keys)('the design %s', (key) => {
  const config = designConfigSchema.parse({ key });
  const plan = makePlan(config, count, Rng.fromSeed(1));
  const rng = Rng.fromSeed('losses');
  const alignments = plan.masks.map((mask) =>
    Float64Array.from(mask, (bit) => 1 - 0.2 * bit + rng.uniform()),
  );
  const table = { alignments, masks: plan.masks, pairs: plan.pairs };

  it('trains as many encoders as it says, on as many datapoints as it says', () => {
    expect(plan.masks).toHaveLength(encodersOf(config, count));
    expect(plan.initialisationSeeds).toHaveLength(encodersOf(config, count));
    const sizes = plan.masks.map((mask) => mask.reduce((sum, bit) => sum + bit, 0));
    expect(Math.min(...trainedOn(config, count))).toBe(Math.min(...sizes));
  });

  it('gives resampling the scores that it reports when every group counts once', () => {
    const { estimates, weighted } = scoringOf(config);
    const scores = weighted(table);
    const out = new Float64Array(scores.positions.length);
    scores.into(new Float64Array(scores.groups).fill(1), out);
    const values = estimates(table, 0.95).map(({ value }) => value);
    expect([...scores.positions]).toEqual(values.flatMap((value, x) => (value === null ? [] : [x])));
    scores.positions.forEach((x, i) => expect(out[i]).toBeCloseTo(values[x]!, 12));
  });

  it('sums up what its own scoring says', () => {
    const datapoints = Array.from({ length: count }, (_, index) => ({
      index,
      contentHash: 'h',
      class: null,
    }));
    const scoring = scoringOf(config);
    const { rows, summary } = summarizeRun({
      plan, alignments, datapoints, confidence: 0.95, scoring, rng: Rng.fromSeed(2), draws: 50,
    }); // prettier-ignore
    const values = scoring.estimates(table, 0.95).map(({ value }) => value);
    expect(rows.map(({ value }) => value)).toEqual(values);
    const known = values.filter((value) => value !== null);
    expect(summary.meanScore).toBeCloseTo(known.reduce((sum, value) => sum + value, 0) / known.length, 12);
  });
});

it('leave-one-out compares the encoder without a datapoint with the one of everything, by a loop', () => {
  const config = designConfigSchema.parse({ key: 'leave-one-out', repetitions: 3 });
  const plan = makePlan(config, 5, Rng.fromSeed(1));
  const rng = Rng.fromSeed('losses');
  const alignments = plan.masks.map((mask) => Float64Array.from(mask, () => rng.uniform()));
  const estimates = scoringOf(config).estimates({ alignments, masks: plan.masks, pairs: null }, 0.95);
  for (let x = 0; x < 5; x++) {
    let sum = 0;
    for (let r = 0; r < 3; r++) sum += alignments[6 * r + 1 + x]![x]! - alignments[6 * r]![x]!;
    expect(estimates[x]!.value).toBeCloseTo(sum / 3, 12);
    expect([estimates[x]!.nIn, estimates[x]!.nOut]).toEqual([3, 3]);
  }
});

it('leave-one-out of too many datapoints is refused with what to change', () => {
  const config = designConfigSchema.parse({ key: 'leave-one-out' });
  expect(() => encodersOf(config, 3000)).toThrow(/takes 6002 encoders.*Use fewer datapoints or repetitions/);
});

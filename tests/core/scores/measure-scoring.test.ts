import {
  halfSplit,
  leaveOneOutScores,
  measureCards,
  measureDefinitions,
  measureScoring,
  Rng,
  scoringOf,
  sidesScoring,
  summarizeRun,
  type MeasureKey,
} from '@engram/core';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../oracles/close.ts';
import { naiveDifference } from '../../oracles/measures.ts';

const count = 20;
const plan = halfSplit(count, 8, Rng.fromSeed('plan'));
const rng = Rng.fromSeed('values');
const values = plan.masks.map(() => Array.from({ length: count }, () => rng.uniform()));
const table = { alignments: values, masks: plan.masks };
const masks = plan.masks.map((mask) => Array.from(mask));
const small = { memorizedWhen: 'small' } as const;
const large = { memorizedWhen: 'large' } as const;

describe.each([small, large])('a measure of which $memorizedWhen values mean memorized', (rule) => {
  const scoring = measureScoring(rule, sidesScoring);
  const estimates = scoring.estimates(table, 0.95);

  it('scores positive for memorized, as loops do', () => {
    naiveDifference(values, masks, rule.memorizedWhen).forEach((value, x) =>
      expectClose(estimates[x]!.value, value, 1e-12),
    );
  });

  it('keeps the means of both sides as they were measured', () => {
    const inside = values.filter((_, e) => masks[e]![0] === 1).map((row) => row[0]!);
    expectClose(estimates[0]!.alignmentIn, inside.reduce((a, b) => a + b) / inside.length, 1e-12);
  });

  it('weighs encoders to the same scores', () => {
    const weighted = scoring.weighted(table);
    const out = new Float64Array(count);
    weighted.into(new Float64Array(weighted.groups).fill(1), out);
    estimates.forEach(({ value }, x) => expectClose(out[x], value!, 1e-12));
  });

  it('has a relative score of the same sign', () => {
    const { rows } = summarizeRun({
      plan,
      alignments: values,
      datapoints: values[0]!.map((_, index) => ({ index, contentHash: `${index}`, class: null })),
      confidence: 0.95,
      scoring,
      rng: Rng.fromSeed(1),
      draws: 20,
    });
    for (const { value, relativeValue } of rows) expect(Math.sign(relativeValue!)).toBe(Math.sign(value!));
  });
});

describe('a proxy', () => {
  it('is the mean over all encoders, whichever saw the datapoint, and has a score where a difference has none', () => {
    const everyone = {
      alignments: values,
      masks: masks.map((mask) => mask.map((bit, x) => (x === 0 ? 1 : bit))),
    };
    const estimates = measureScoring({ ...large, isProxy: true }, sidesScoring).estimates(everyone, 0.95);
    expectClose(estimates[0]!.value, values.reduce((sum, row) => sum + row[0]!, 0) / values.length, 1e-12);
    expect(estimates[0]).toMatchObject({
      identifiable: true,
      nIn: 8,
      nOut: 0,
      alignmentOut: null,
      reason: null,
    });
  });

  it('does not change when encoders swap their masks', () => {
    const scoring = measureScoring({ ...small, isProxy: true }, sidesScoring);
    const swapped = { alignments: values, masks: masks.map((mask) => mask.map((bit) => 1 - bit)) };
    expect(scoring.estimates(swapped, 0.95).map(({ value }) => value)).toEqual(
      scoring.estimates(table, 0.95).map(({ value }) => value),
    );
  });

  it('has no relative score', () => {
    const { rows } = summarizeRun({
      plan,
      alignments: values,
      datapoints: values[0]!.map((_, index) => ({ index, contentHash: `${index}`, class: null })),
      confidence: 0.95,
      scoring: measureScoring({ ...large, isProxy: true }, sidesScoring),
      rng: Rng.fromSeed(1),
      draws: 20,
    });
    expect(rows.every(({ relativeValue }) => relativeValue === null)).toBe(true);
  });
});

it('leave-one-out turns its sign as well', () => {
  const scoring = measureScoring(large, scoringOf({ key: 'leave-one-out', repetitions: 1 }));
  const loo = [
    [0, 0],
    [0.25, 0],
    [0, 0.5],
  ]; // trained on both; without 0; without 1
  const seen = [
    [1, 1],
    [0, 1],
    [1, 0],
  ];
  expect(leaveOneOutScores(loo, seen).map(({ value }) => value)).toEqual([0.25, 0.5]);
  expect(scoring.estimates({ alignments: loo, masks: seen }, 0.95).map(({ value }) => value)).toEqual([
    -0.25, -0.5,
  ]);
});

it('says of each measure which sign it has: these are all of them', () => {
  const rules = Object.fromEntries(
    (Object.keys(measureCards) as MeasureKey[]).map((key) => {
      const { memorizedWhen, isProxy } = measureDefinitions[key];
      return [key, isProxy ? `proxy, ${memorizedWhen}` : memorizedWhen];
    }),
  );
  expect(rules).toEqual({
    alignment: 'small',
    'layer-alignment': 'small',
    'unit-activation': 'large',
    'label-confidence': 'large',
    'deja-vu': 'large',
    'gradient-coherence': 'proxy, small',
    'mean-alignment': 'proxy, large',
    'neighbour-distance': 'proxy, large',
    'prototype-distance': 'proxy, large',
    'pixel-distance': 'proxy, large',
  });
});

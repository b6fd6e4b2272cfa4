import { DomainError, Rng, rowsOf } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { knn } from '../../../worker/src/probes/knn.ts';
import { linear } from '../../../worker/src/probes/linear.ts';
import { probeAccuracy, type LabelledRows } from '../../../worker/src/probes/probe.ts';
import { probes } from '../../../worker/src/probes/registry.ts';

const dims = 6;

/** Clouds around a centre each, classes 3, 5 and 9. */
function clouds(count: number, distance: number, seed: string): LabelledRows {
  const rng = Rng.fromSeed(seed);
  const labels = Array.from({ length: count }, (_, n) => [3, 5, 9][n % 3]!);
  const rows = labels.map((label) =>
    Array.from({ length: dims }, (_, i) => rng.normal() + (i === [3, 5, 9].indexOf(label) ? distance : 0)),
  );
  return { rows: rowsOf(rows), labels };
}

describe.each(Object.values(probes))('the probe $key', (probe) => {
  it('tells clouds apart that lie apart, and guesses where there is nothing to tell', () => {
    expect(probeAccuracy(probe, clouds(150, 6, 'a'), clouds(90, 6, 'b'))).toBeGreaterThan(0.97);
    const blind = probeAccuracy(probe, clouds(150, 0, 'a'), clouds(300, 0, 'b'));
    expect(Math.abs(blind - 1 / 3)).toBeLessThan(0.12);
  });

  it('answers with classes it has seen, the same each time, whatever the order of training', () => {
    const train = clouds(60, 2, 'a');
    const test = clouds(40, 2, 'b').rows;
    const answers = probe.predict(train, test);
    expect(probe.predict(train, test)).toEqual(answers);
    expect([...new Set(answers)].every((label) => [3, 5, 9].includes(label))).toBe(true);
    const order = Rng.fromSeed('order').permutation(60);
    const rows = Array.from(order, (n) => train.rows.values.slice(n * dims, (n + 1) * dims));
    const shuffled = { rows: rowsOf(rows), labels: Array.from(order, (n) => train.labels[n]!) };
    expect(probe.predict(shuffled, test)).toEqual(answers);
  });

  it('knows one class alone, and bears a feature that does not vary', () => {
    const one = { rows: rowsOf([[1, 7], [2, 7], [3, 7]]), labels: [4, 4, 4] }; // prettier-ignore
    expect([...probe.predict(one, rowsOf([[100, 7]]))]).toEqual([4]);
  });

  it.each([
    [
      'nothing to learn from',
      { rows: { values: new Float64Array(), count: 0, dims }, labels: [] },
      /no labelled datapoint/,
    ],
    ['rows of other dimensions', { rows: rowsOf([[1, 2]]), labels: [0] }, /2 dimensions and those to test 6/],
    ['labels of another number', { rows: clouds(3, 1, 'a').rows, labels: [0] }, /1 labels belong to 3/],
    [
      'a value that is not finite',
      { rows: rowsOf([[0, 0, 0, 0, 0, NaN]]), labels: [0] },
      /datapoint 0 is not finite/,
    ],
  ])('refuses %s', (_what, train, message) => {
    const predicting = (): unknown => probe.predict(train, clouds(2, 1, 'b').rows);
    expect(predicting).toThrow(DomainError);
    expect(predicting).toThrow(message);
  });
});

it('kNN takes the smallest class of equally many votes, and all rows where there are fewer than k', () => {
  const train = { rows: rowsOf([[0], [1], [2], [3]]), labels: [7, 2, 7, 2] };
  expect([...knn(2).predict(train, rowsOf([[0.4]]))]).toEqual([2]);
  expect([...knn(1).predict(train, rowsOf([[0.4], [3.4]]))]).toEqual([7, 2]);
  expect([...knn(100).predict(train, rowsOf([[0.4]]))]).toEqual([2]);
});

it('the linear probe finds the minimum: its probabilities are right on average for each class', () => {
  // At the minimum without decay the bias has gradient 0, so that a probe which sees nothing says the most frequent class.
  const rows = rowsOf(Array.from({ length: 10 }, () => [1]));
  const labels = [0, 0, 0, 1, 1, 1, 1, 1, 1, 2];
  expect([...linear({ weightDecay: 0 }).predict({ rows, labels }, rowsOf([[1], [5]]))]).toEqual([1, 1]);
});

it('the linear probe ends at the minimum, also of features that nearly repeat each other', () => {
  const rng = Rng.fromSeed('correlated');
  const labels = Array.from({ length: 60 }, (_, n) => n % 3);
  const rows = rowsOf(
    labels.map((label) => {
      const common = rng.normal();
      return Array.from(
        { length: 40 },
        (_, i) => common + 0.05 * rng.normal() + (i % 3 === label ? 0.03 : 0),
      );
    }),
  );
  const test = rowsOf(Array.from({ length: 300 }, () => Array.from({ length: 40 }, () => rng.normal())));
  const answers = linear().predict({ rows, labels }, test);
  expect(linear({ tolerance: 1e-7, maxSteps: 10_000 }).predict({ rows, labels }, test)).toEqual(answers);
});

it('the linear probe draws the line between two points in the middle', () => {
  const train = { rows: rowsOf([[0, 0], [4, 2]]), labels: [0, 1] }; // prettier-ignore
  const answers = linear().predict(train, rowsOf([[1.9, 0.9], [2.1, 1.1], [4, -3.1], [0, 5.1]])); // prettier-ignore
  expect([...answers]).toEqual([0, 1, 0, 1]);
});

it('the linear probe cannot learn XOR, and kNN can', () => {
  const rng = Rng.fromSeed('xor');
  const make = (count: number): LabelledRows => {
    const points = Array.from({ length: count }, () => [
      rng.uniformBetween(-1, 1),
      rng.uniformBetween(-1, 1),
    ]);
    return { rows: rowsOf(points), labels: points.map(([x, y]) => (x! * y! > 0 ? 1 : 0)) };
  };
  const [train, test] = [make(400), make(200)];
  expect(probeAccuracy(linear(), train, test)).toBeLessThan(0.7);
  expect(probeAccuracy(knn(5), train, test)).toBeGreaterThan(0.9);
});

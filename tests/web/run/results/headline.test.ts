import { describe, expect, it } from 'vitest';
import {
  headlineOfClasses,
  headlineOfRange,
  headlineOfRun,
} from '../../../../web/src/features/run/results/headline.ts';

const summaries = [
  { class: { index: 0, name: 'zero' }, count: 10, mean: 0.1, low: 0.05, high: 0.15 },
  { class: { index: 3, name: 'three' }, count: 30, mean: 0.3, low: null, high: null },
  { class: { index: 6, name: 'six' }, count: 0, mean: null, low: null, high: null },
];

describe('the headline of chosen classes', () => {
  it('is that of one class with its interval', () => {
    expect(headlineOfClasses([0], summaries, 2)).toMatchObject({
      of: 'of class zero',
      mean: 0.1,
      interval: { low: 0.05, high: 0.15 },
      count: 10,
      positiveFraction: 0.8,
    });
  });

  it('is the mean over the datapoints of several, without an interval that nothing computed', () => {
    const both = headlineOfClasses([0, 3], summaries, 10);
    expect(both).toMatchObject({
      of: 'of the classes zero, three',
      interval: null,
      count: 40,
      positiveFraction: 0.75,
    });
    expect(both.mean).toBeCloseTo(0.25, 12);
    expect(both.noInterval).toContain('several classes');
  });

  it('is nothing for a class without scores, and while it is being loaded', () => {
    expect(headlineOfClasses([6], summaries, 0)).toMatchObject({
      mean: null,
      count: 0,
      positiveFraction: null,
    });
    expect(headlineOfClasses([3], undefined, undefined)).toMatchObject({
      mean: null,
      count: null,
      positiveFraction: null,
    });
    expect(headlineOfClasses([3], summaries, undefined).positiveFraction).toBeNull();
  });
});

describe('the headline of a range of scores', () => {
  const numbers = { chosen: { totalCount: 8, meanValue: 0.2 }, notPositive: { totalCount: 2 } };

  it('is that of the scores within it, without an interval', () => {
    const range = { classes: [], from: -0.1, to: null };
    expect(headlineOfRange(range, summaries, numbers)).toMatchObject({
      of: 'of the run, scores ≥ −0.1000',
      mean: 0.2,
      interval: null,
      noInterval: 'no interval: these datapoints were chosen by their scores',
      count: 8,
      positiveFraction: 0.75,
    });
  });

  it('names the chosen classes as well, and is nothing while it is loaded or empty', () => {
    const range = { classes: [3], from: 0.1, to: 0.2 };
    expect(headlineOfRange(range, summaries, undefined)).toMatchObject({
      of: 'of class three, scores 0.1000 to 0.2000',
      mean: null,
      count: null,
      positiveFraction: null,
    });
    const none = { chosen: { totalCount: 0, meanValue: null }, notPositive: { totalCount: 0 } };
    expect(headlineOfRange(range, summaries, none)).toMatchObject({
      mean: null,
      count: 0,
      positiveFraction: null,
    });
  });
});

it('says of imported scores that their encoders are not known, and of others that these are too few', () => {
  const summary = { meanScore: 0.1, interval: null, identifiableCount: 9, positiveFraction: 1 } as never;
  expect(headlineOfRun(summary, true).noInterval).toMatch(/not known/);
  expect(headlineOfRun(summary, false).noInterval).toMatch(/too few/);
});

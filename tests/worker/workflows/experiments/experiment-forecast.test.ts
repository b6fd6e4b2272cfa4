import { describe, expect, it } from 'vitest';
import {
  forecastOf,
  leftOf,
  type ForecastPart,
} from '../../../../worker/src/workflows/experiments/experiment-forecast.ts';
import { secondsOf } from '../../../../worker/src/experiments/cost/run-work.ts';

const cost = { pace: 0.01, sizeBytes: 100 };
const part = (changes: Partial<ForecastPart> = {}): ForecastPart => ({
  ...{
    isPublished: false,
    trains: 8,
    measures: 8,
    work: 8000,
    measuring: 2000,
    cost,
    examining: 0,
    baseline: 0,
  },
  ...changes,
});

describe('what is left of the runs of an experiment', () => {
  const run = { missing: 3, encoders: 8, isPublished: false, hash: 'a' };

  it('is to train what is missing once, and to measure what is there beside', () => {
    const seen = new Set<string>();
    expect(leftOf(run, seen)).toEqual({ trains: 3, measures: 8 });
    expect(leftOf(run, seen)).toEqual({ trains: 0, measures: 8 });
    expect(leftOf({ ...run, isPublished: true, missing: 0 }, seen)).toEqual({ trains: 0, measures: 0 });
  });

  it('is not trained by an earlier run of the ensemble that needs none of it', () => {
    const seen = new Set<string>();
    expect(leftOf({ ...run, isPublished: true, missing: 0 }, seen)).toEqual({ trains: 0, measures: 0 });
    expect(leftOf(run, seen)).toEqual({ trains: 3, measures: 8 });
  });
});

describe('what an experiment takes', () => {
  it('is its training by the pace of the encoder, divided among the processes', () => {
    expect(forecastOf([part(), part()], 2)).toEqual({
      ...{ runs: 2, publishedRuns: 0, encoders: 16, work: 16_000, sizeBytes: 1600 },
      seconds: secondsOf({ runs: 2, encoders: 16, computing: 0.01 * 20_000 }, 2),
    });
  });

  it('counts what measuring encoders again takes, and no encoder or checkpoint for it', () => {
    const [alone, again] = [[part()], [part(), part({ trains: 0, work: 0, measuring: 4000 })]].map((parts) =>
      forecastOf(parts, 2),
    );
    expect(again).toMatchObject({ encoders: 8, work: 8000, sizeBytes: 800 });
    expect(again!.seconds! - alone!.seconds!).toBeCloseTo(
      secondsOf({ runs: 1, encoders: 8, computing: 40 }, 2),
      9,
    );
  });

  it('counts what asking encoders takes, and once what every process takes once for all runs', () => {
    const asked = part({ examining: 30, baseline: 7 });
    const seconds = (parts: ForecastPart[]): number => forecastOf(parts, 2).seconds!;
    expect(seconds([asked, asked]) - seconds([part(), part()])).toBeCloseTo(30 + 7, 9);
  });

  it('is not known where an encoder is to be trained of which none was, and is where that one is there', () => {
    const unknown = { pace: null, sizeBytes: null };
    expect(forecastOf([part(), part({ cost: unknown })], 2)).toMatchObject({
      seconds: null,
      sizeBytes: null,
    });
    const there = part({
      ...{ isPublished: true, trains: 0, measures: 0, work: 0, measuring: 0, cost: unknown },
    });
    expect(forecastOf([there, part()], 2)).toMatchObject({ publishedRuns: 1, sizeBytes: 800 });
    expect(forecastOf([there, part()], 2).seconds).toBe(
      secondsOf({ runs: 1, encoders: 8, computing: 100 }, 2),
    );
  });
});

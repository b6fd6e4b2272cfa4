import { runConfigSchema, type MeasureKey } from '@engram/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { smallRun } from '../../../../core/src/experiments/experiment-definition.ts';
import {
  examinedFraction,
  RunWorks,
  runsFraction,
  WorkPace,
  type WorkedRun,
} from '../../../../worker/src/workflows/progress/experiment-progress.ts';

/** 8 encoders, each on half of 200 datapoints for 20 epochs, 10 views. */
const run = (id: string, ensembleId: string, measure?: MeasureKey, fraction = 0): { run: WorkedRun } => ({
  run: {
    ...{ id, ensembleId, encoderCount: 8, status: 'RUNNING', fraction },
    config: runConfigSchema.parse({
      ...smallRun,
      ...{ epochs: 20, datapoints: 200, scoring: { views: 10, ...(measure && { measure }) } },
    }),
  },
});

const training = 8 * 20 * 100;
/** A pass of all 10 views; training sees a datapoint in six passes. */
const measuring = (8 * 200 * 10) / 6;

describe('the work of the runs of an experiment', () => {
  it('is training and measuring, as far as each run is', () => {
    const { done, total } = new RunWorks().total([run('1', 'a', undefined, 0.5), run('2', 'b')]);
    expect(total).toBeCloseTo(2 * (training + measuring), 9);
    expect(done).toBeCloseTo((training + measuring) / 2, 9);
  });

  it('has the training of an ensemble once, however many runs measure it, in every look', () => {
    const works = new RunWorks(7);
    const all = [run('1', 'a'), run('2', 'a', 'gradient-coherence'), run('3', 'a', 'pixel-distance')];
    for (let look = 0; look < 2; look++)
      expect(works.total(all).total).toBeCloseTo(7 + training + measuring + 6 * measuring, 9);
  });
});

describe('how far an experiment is', () => {
  it.each([true, false])('never falls, from its runs on to its conclusion; it asks encoders: %s', (asks) => {
    const works = [0, 0.5, 1].map((done) => runsFraction({ done: 8 * done, total: 8 }, asks));
    const fractions = [...works, ...(asks ? [0, 1, 2].map((done) => examinedFraction(done, 2)) : []), 0.98];
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-2)).toBeCloseTo(0.98, 9);
    expect(runsFraction({ done: 0, total: 0 }, asks)).toBe(0);
  });
});

describe('the pace of an experiment', () => {
  afterEach(() => void vi.useRealTimers());
  const after = (seconds: number): void => void vi.advanceTimersByTime(1000 * seconds);

  it('says nothing where there is no work, or none was done since it was asked first', () => {
    vi.useFakeTimers();
    const [none, resumed] = [new WorkPace(), new WorkPace()];
    const look = () => [none.etaSeconds(0, 0), resumed.etaSeconds(50, 100)];
    expect(look()).toEqual([null, null]);
    after(10);
    expect(look()).toEqual([null, null]);
    expect(resumed.etaSeconds(60, 100)).toBeCloseTo(40, 9);
  });

  it('begins after what is slow, that of a resumed one too', () => {
    vi.useFakeTimers();
    const pace = new WorkPace();
    const etas = [20, 21, 22].map((done) => {
      const eta = pace.etaSeconds(done, 32, 2);
      after(60);
      return eta;
    });
    expect(etas).toEqual([null, null, null]);
    expect(pace.etaSeconds(27, 32, 2)).toBeCloseTo(60, 9);
  });
});

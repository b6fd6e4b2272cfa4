import { experimentConfigOf, type ExperimentKind } from '@engram/core';
import { describe, expect, it } from 'vitest';
import {
  baselineSeconds,
  examiningSeconds,
} from '../../../../worker/src/experiments/cost/examination-seconds.ts';
import { predictedRuns } from '../../../../worker/src/experiments/registry.ts';

const dataset = { height: 28, width: 28, channels: 1, datapointCount: 500 };
const asked = (kind: ExperimentKind, run: object = {}) =>
  predictedRuns(experimentConfigOf(kind, { run }, { small: true })).filter(({ examination }) => examination);

describe('the seconds that asking encoders takes', () => {
  it('are divided among the processes, but for what each process takes once for all runs', () => {
    const runs = asked('separability');
    const [one, two] = [1, 2].map((processes) => examiningSeconds(runs, dataset, { processes })) as [
      number,
      number,
    ];
    const baselines = baselineSeconds(runs[0]!.examination!, 784);
    expect(baselines).toBeGreaterThan(0);
    expect(one - baselines).toBeCloseTo(2 * (two - baselines), 9);
  });

  it('grow with the classes that a linear probe tells apart, and so do those of what each process takes once', () => {
    const runs = asked('separability');
    const of = (classes: number) => examiningSeconds(runs, dataset, { processes: 1, classes });
    const once = (classes: number) => baselineSeconds(runs[0]!.examination!, 784, classes);
    // What does not grow is the time of the nearest neighbours.
    expect(of(100) - of(50)).toBeCloseTo(of(51) * 50 - of(50) * 50, 6);
    expect(once(100) - once(10)).toBeCloseTo(9 * (once(20) - once(10)), 9);
    expect(of(20)).toBeGreaterThan(of(2));
    expect(once(20)).toBeGreaterThan(once(2));
  });

  it('count as none where what is asked is small beside training', () => {
    for (const kind of ['outlier', 'one-dimensional'] as const) {
      expect(asked(kind).length).toBeGreaterThan(0);
      expect(examiningSeconds(asked(kind), dataset, { processes: 1 })).toBe(0);
    }
  });
});

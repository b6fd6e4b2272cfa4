import { runConfigSchema, type MeasureKey } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { smallRun } from '../../../../core/src/experiments/experiment-definition.ts';
import { RunWorks, type WorkedRun } from '../../../../worker/src/workflows/progress/experiment-progress.ts';

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

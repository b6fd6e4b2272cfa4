import { expect, it } from 'vitest';
import { fittedTo, leaveOneOut, termsOf } from '../../../../bench/cost/fit.ts';
import { center, configOf, grid } from '../../../../bench/cost/grid.ts';
import {
  measuringWork,
  runSeconds,
  secondsOf,
  trainingWork,
} from '../../../../worker/src/experiments/cost/run-work.ts';
import { toyConfig } from '../../pipeline/toy-run.ts';
import { forecastOf } from '../../../../worker/src/workflows/experiments/experiment-forecast.ts';

const base = { pace: 0.002, encoders: 4, count: 1000, processes: 2 };
const seconds = (changes: Parameters<typeof toyConfig>[0] = {}, o: Partial<typeof base> = {}): number =>
  runSeconds(toyConfig({ epochs: 20, scoring: { views: 10 }, ...changes }), { ...base, ...o });

it('a run costs once, for each encoder, and for what encoders see in training and scoring', () => {
  const [once, encoder] = [secondsOf({ runs: 1, encoders: 0, computing: 0 }, 2), secondsOf({ runs: 0, encoders: 2, computing: 0 }, 2)]; // prettier-ignore
  // 4 encoders see half of 1,000 datapoints 20 times in training; ten views of each in scoring are 10 of the 6 passes of a step.
  expect(seconds()).toBeCloseTo(once + 2 * encoder + (0.002 * (4 * 20 * 500 + (4 * 1000 * 10) / 6)) / 2, 9);
});

it('its time is linear in N, t, M and the pace, and what is divided among processes is all but the run itself', () => {
  const evenly = (values: number[]): void => expect(values[2]! - values[1]!).toBeCloseTo(values[1]! - values[0]!, 9);
  evenly([1000, 2000, 3000].map((count) => seconds({}, { count })));
  evenly([4, 6, 8].map((encoders) => seconds({}, { encoders })));
  evenly([10, 20, 30].map((views) => seconds({ scoring: { views } })));
  evenly([0.001, 0.002, 0.003].map((pace) => seconds({}, { pace })));
  const once = secondsOf({ runs: 1, encoders: 0, computing: 0 }, 1);
  expect(seconds({}, { processes: 1 }) - once).toBeCloseTo(2 * (seconds() - once), 9);
}); // prettier-ignore

it('an experiment of one run is predicted to take what a plan says of that run', () => {
  const config = toyConfig({ epochs: 20, scoring: { views: 10 } });
  const [work, measuring] = [trainingWork(config, 4, 1000), measuringWork(config, 4, 1000)];
  const run = { isPublished: false, trains: 4, measures: 4, work, measuring, examining: 0, baseline: 0 };
  expect(forecastOf([{ ...run, cost: { pace: 0.002, sizeBytes: null } }], 2).seconds).toBeCloseTo(
    seconds(),
    9,
  );
});

it('the terms that the benchmark fits are those of a prediction: from predicted times it finds their coefficients', () => {
  const sizes = [center, ...grid];
  const pace = 0.002;
  const predicted = sizes.map((size) => {
    const { encoders, datapoints: count, processes } = size;
    return runSeconds(configOf(size), {
      pace: (pace * size.side ** 2) / 28 ** 2,
      encoders,
      count,
      processes,
    });
  });
  const terms = sizes.map((size) => termsOf(size, size.processes));
  const [once, encoder, training, measuring] = fittedTo(terms, predicted);
  expect(once).toBeCloseTo(secondsOf({ runs: 1, encoders: 0, computing: 0 }, 1), 6);
  expect(encoder).toBeCloseTo(secondsOf({ runs: 0, encoders: 1, computing: 0 }, 1), 6);
  expect([training, measuring].map((value) => value! / pace)).toEqual(
    [1, 1].map((value) => expect.closeTo(value, 6) as number),
  );
  leaveOneOut(terms, predicted).forEach((seconds, at) => expect(seconds).toBeCloseTo(predicted[at]!, 6));
});

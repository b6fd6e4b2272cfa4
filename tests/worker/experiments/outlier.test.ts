import { experimentConfigOf, Rng, type ExperimentConfigOf, type RunConfig } from '@engram/core';
import { describe, expect, it } from 'vitest';
import type { FinishedRun, NamedRun } from '../../../worker/src/experiments/experiment.ts';
import { outlier } from '../../../worker/src/experiments/outlier.ts';
import type { LoneClassExamination } from '../../../worker/src/pipeline/examinations/lone-class.ts';
import { plantedRun } from '../../factories/finished-run.ts';

const config = experimentConfigOf(
  'outlier',
  { class: 1, loneDatapoints: 4, repetitions: 3 },
  { small: true },
) as ExperimentConfigOf<'outlier'>;

/** 40 datapoints, every other one of class 1. */
const classes = Int32Array.from({ length: 40 }, (_, x) => x % 2);
const first: FinishedRun = { ...plantedRun({ truth: new Float64Array(40), seed: 1 }), classes };
const pairs = (): NamedRun[] => outlier.followUps!.runs(config, new Map([['classes', first]]));

const setsOf = ({ estimator }: RunConfig): number[][] => {
  if (estimator.key !== 'exclusion') throw new Error(estimator.key);
  return estimator.sets;
};

interface Planted {
  /** Fall of the alignment loss with the lone datapoint: its own, and of the nearest and the farthest member. */
  own: number;
  near: number;
  far: number;
  /** Error of the nearest centre without and with it. */
  errors: readonly [number, number];
}

/** @param draw of the noise; encoders without the class are the same for every lone datapoint, as they have one seed and see the same */
function planted(run: NamedRun, { own, near, far, errors }: Planted, draw = 'noise'): FinishedRun {
  const [everyone, others] = setsOf(run.config);
  const lone = everyone!.find((x) => !others!.includes(x))!;
  const members = others!;
  const alignments: Float64Array[] = [];
  const examinations: LoneClassExamination[] = [];
  for (let e = 0; e < 2 * config.repetitions; e++) {
    const [r, withIt] = [Math.floor(e / 2), e % 2];
    // What an initialisation does to both of a pair, and what one encoder does to all datapoints.
    const luck = 5 * Rng.fromSeed('luck').split(r).normal();
    const noise = withIt
      ? Rng.fromSeed(draw).split('with', run.name, r)
      : Rng.fromSeed(draw).split('without', r);
    const shift = 0.002 * noise.normal();
    const row = new Float64Array(40).map(() => 10 + luck + shift + 0.0005 * noise.normal());
    if (withIt) {
      row[lone]! -= own;
      members.forEach((x, m) => (row[x]! -= near + ((far - near) * m) / (members.length - 1)));
    }
    alignments.push(row);
    examinations.push({
      ...{ key: 'lone-class', members, distances: members.map((_, m) => m) },
      errors: members.map((_, m) => (m < errors[withIt as 0 | 1] * members.length ? 1 : 0)),
    });
  }
  return { ...first, config: run.config, alignments, examinations };
}

const concluded = (effect: Planted, draw?: string) =>
  outlier.conclude(
    config,
    new Map([
      ['classes', first] as const,
      ...pairs().map((run): [string, FinishedRun] => [run.name, planted(run, effect, draw)]),
    ]),
  );

describe('an outlier subpopulation', () => {
  it('is one datapoint of its class: pairs are trained without the class, and without all of it but that one', () => {
    const runs = pairs();
    expect(runs).toHaveLength(4);
    const members = [...classes.keys()].filter((x) => classes[x] === 1);
    const lone = runs.map(({ config: run, examination }) => {
      const [everyone, others] = setsOf(run);
      expect([...everyone!].sort((a, b) => a - b)).toEqual(members);
      const [own, ...more] = members.filter((x) => !others!.includes(x));
      expect(more).toEqual([]);
      expect(examination).toEqual({ key: 'lone-class', class: 1, datapoint: own });
      return own;
    });
    expect(new Set(lone).size).toBe(4);
    expect(outlier.followUps!.predicted(config)).toHaveLength(4);
  });

  it.each([
    ['helps what is near', { own: 1, near: 0.5, far: 0, errors: [0.8, 0.4] }, ['HOLDS', 'HOLDS', 'HOLDS', 'HOLDS']],
    ['harms', { own: -1, near: -0.5, far: 0, errors: [0.4, 0.8] }, ['DOES_NOT_HOLD', 'DOES_NOT_HOLD', 'DOES_NOT_HOLD', 'DOES_NOT_HOLD']],
  ] as const)('that %s is told so, paired by initialisation', (_, effect, verdicts) => {
    expect(concluded(effect).statements.map(({ verdict }) => verdict)).toEqual(verdicts);
  }); // prettier-ignore

  it('that does nothing is seldom said to do something, though all lone datapoints share encoders', () => {
    const nothing: Planted = { own: 0, near: 0, far: 0, errors: [0.5, 0.5] };
    const draws = Array.from({ length: 100 }, (_, draw) => concluded(nothing, `draw ${draw}`).statements);
    for (const at of [0, 1, 2, 3]) {
      // One in 40 intervals of 95 % is above 0.
      const held = draws.filter((statements) => statements[at]!.verdict === 'HOLDS').length;
      expect(held, draws[0]![at]!.claim).toBeLessThanOrEqual(5);
    }
    expect(draws[0]!.slice(0, 3).map(({ verdict }) => verdict)).not.toContain('HOLDS');
  });

  it('names each lone datapoint by its index in the dataset, with its own score', () => {
    const { series } = concluded({ own: 1, near: 0, far: 0, errors: [0, 0] });
    const { points } = series.find(({ key }) => key === 'own.score')!;
    const lone = pairs().map(({ examination }) => (examination as { datapoint: number }).datapoint);
    expect(points.map(({ datapoint }) => datapoint)).toEqual(
      lone.map((index) => ({ dataset: 'mnist', index })),
    );
    for (const { y } of points) expect(y).toBeCloseTo(1, 1);
  });

  it('of a class with too few datapoints is refused, naming the class', () => {
    const none = { ...first, classes: classes.map(() => 0) };
    expect(() => outlier.followUps!.runs(config, new Map([['classes', none]]))).toThrow(
      /0 datapoints of the class 1/,
    );
  });
});

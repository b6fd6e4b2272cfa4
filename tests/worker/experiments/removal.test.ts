import { experimentConfigOf, Rng, type ExperimentConfigOf, type RunConfig } from '@engram/core';
import { describe, expect, it } from 'vitest';
import type { FinishedRun, NamedRun } from '../../../worker/src/experiments/experiment.ts';
import { removal } from '../../../worker/src/experiments/removal.ts';
import type { ProbeExamination } from '../../../worker/src/pipeline/examinations/probe-accuracies.ts';
import { plantedRun } from '../../factories/finished-run.ts';
import { answersOf, luckyAnswers } from '../../factories/probe-answers.ts';

const config = experimentConfigOf(
  'removal',
  { run: { datapoints: 50 }, removedFractions: [0.2, 0.4] },
  { small: true },
) as ExperimentConfigOf<'removal'>;

/** The later, the more memorized. */
const ranking = plantedRun({ truth: Float64Array.from({ length: 50 }, (_, x) => x / 50), seed: 1 });
const retrainings = (): NamedRun[] => removal.followUps!.runs(config, new Map([['ranking', ranking]]));

const setsOf = ({ estimator }: RunConfig): number[][] => {
  if (estimator.key !== 'exclusion') throw new Error(estimator.key);
  return estimator.sets;
};

/** Accuracies that fall by `weight` of each removed datapoint, and vary with the initialisation. */
function examined(run: NamedRun, weight: (x: number) => number, o: { noise?: number; luck?: number; repetitions?: number } = {}): FinishedRun {
  const sets = setsOf(run.config);
  const rng = Rng.fromSeed(run.name);
  const examinations = Array.from({ length: (o.repetitions ?? config.repetitions) * sets.length }, (_, e): ProbeExamination => {
    const [r, s] = [Math.floor(e / sets.length), e % sets.length];
    const lost = sets[s]!.reduce((sum, x) => sum + weight(x), 0);
    const luck = (o.luck ?? 0) * Rng.fromSeed('luck').split(r).normal();
    const accuracy = 0.9 - lost + luck + (o.noise ?? 0) * rng.normal();
    return {
      ...{ key: 'probes', untrained: null, values: null, chance: 0.1, tested: 2000 },
      trained: { linear: answersOf(accuracy), knn: answersOf(accuracy) },
      // On other data nothing is lost.
      elsewhere: { trained: { linear: answersOf(0.6 + luck), knn: answersOf(0.6 + luck) }, chance: 0.1, tested: 2000 },
    };
  });
  const alignments = examinations.map(() => new Float64Array(50));
  return { ...ranking, config: run.config, alignments, examinations };
} // prettier-ignore

const concluded = (weight: (x: number) => number, o?: { noise?: number; luck?: number }) =>
  removal.conclude(
    config,
    new Map([['ranking', ranking], ...retrainings().map((run): [string, FinishedRun] => [run.name, examined(run, weight, o)])]),
  ); // prettier-ignore

describe('removal', () => {
  it('is judged on another dataset by the same encoders, apart from the dataset itself', () => {
    const elsewhere = { ...config, testDataset: 'other' };
    const runs = removal.followUps!.runs(elsewhere, new Map([['ranking', ranking]]));
    for (const { examination } of runs)
      expect(examination).toMatchObject({ key: 'probes', dataset: 'other' });
    const found = new Map([['ranking', ranking], ...runs.map((run): [string, FinishedRun] => [run.name, examined(run, (x) => (x > 29 ? 0.02 : 0))])]); // prettier-ignore
    const { statements, series } = removal.conclude(elsewhere, found);
    expect(statements.map(({ claim, verdict }) => [claim.includes(' on other is lower'), verdict])).toEqual([
      ...Array.from({ length: 4 }, () => [false, 'HOLDS']),
      ...Array.from({ length: 4 }, () => [true, 'DOES_NOT_HOLD']),
    ]);
    expect(new Set(series.map(({ key }) => key)).size).toBe(series.length);
    expect(series.find(({ key }) => key === 'linear-elsewhere.memorized')!.points.at(-1)!.y).toBeCloseTo(
      0.6,
      2,
    );
    expect(removal.conclude(config, found).statements).toEqual(statements.slice(0, 4));
  });

  it('removes the most memorized, the least memorized and random sets of the same size, from shared initialisations', () => {
    const runs = retrainings();
    expect(runs.map(({ name }) => name)).toEqual(['without 10', 'without 20']);
    for (const [at, { config: run, examination }] of runs.entries()) {
      const sets = setsOf(run);
      const size = 10 * (at + 1);
      expect([...sets[0]!].sort((a, b) => a - b)).toEqual(
        Array.from({ length: size }, (_, i) => 50 - size + i),
      );
      expect([...sets[1]!].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
      expect(sets.slice(2, 7).every((set) => new Set(set).size === size)).toBe(true);
      expect(new Set(sets.slice(2, 7).map((set) => set.join())).size).toBe(5);
      // Nothing is removed beside the smallest size only.
      expect(sets.slice(7)).toEqual(at === 0 ? [[]] : []);
      expect(examination).toMatchObject({ key: 'probes' });
      expect(run.datapoints).toBe(50);
    }
  });

  it('trains from three initialisations, and draws five random sets of each size, unless told otherwise', () => {
    const { repetitions, draws } = experimentConfigOf('removal', {}) as ExperimentConfigOf<'removal'>;
    expect([repetitions >= 3, draws >= 5]).toEqual([true, true]);
  });

  it.each([
    [{ repetitions: 2, draws: 5 }, ['CANNOT_BE_TOLD', 'CANNOT_BE_TOLD']],
    [{ repetitions: 3, draws: 4 }, ['CANNOT_BE_TOLD', 'HOLDS']],
    [{ repetitions: 3, draws: 5 }, ['HOLDS', 'HOLDS']],
  ])(
    'claims nothing from fewer than three repetitions, or five draws where it takes them: %j',
    (asked, verdicts) => {
      const other = { ...config, ...asked };
      const found = removal
        .followUps!.runs(other, new Map([['ranking', ranking]]))
        .map((run): [string, FinishedRun] => [
          run.name,
          examined(run, (x) => x / 5_000, { noise: 1e-4, repetitions: asked.repetitions }),
        ]);
      const { statements } = removal.conclude(other, new Map([['ranking', ranking], ...found]));
      expect(statements.slice(0, 2).map(({ verdict }) => verdict)).toEqual(verdicts);
      const [{ reason, low }] = statements as [(typeof statements)[number]];
      expect(low).toBeGreaterThan(0);
      if (verdicts[0] === 'HOLDS') expect(reason).toBeNull();
      else
        expect(reason).toMatch(/takes at least (3 repetitions, and this had 2|5 draws, and this had 4)\.$/);
    },
  );

  it('keeps the number of steps, not that of epochs', () => {
    const whole = experimentConfigOf('removal', { run: { datapoints: 200 }, removedFractions: [0.5] }, { small: true });
    const [half] = removal.followUps!.predicted(whole as typeof config);
    expect(half!.config.epochs).toBe(2 * whole.run.epochs);
  }); // prettier-ignore

  it('is refused where so few have a score that the most and the least memorized are the same', () => {
    const { scores } = ranking;
    const few = (count: number): FinishedRun => ({
      ...ranking,
      scores: { ...scores, positions: scores.positions.slice(0, count) },
    });
    const followUps = (count: number) => removal.followUps!.runs(config, new Map([['ranking', few(count)]]));
    expect(() => followUps(39)).toThrow(/the 20 most and the 20 least.*scores 39/);
    expect(followUps(40)).toHaveLength(2);
  });

  it('predicts as many encoders as it trains', () => {
    const sizes = (runs: NamedRun[]) => runs.map(({ config: run }) => setsOf(run).map((set) => set.length));
    expect(sizes(removal.followUps!.predicted(config))).toEqual(sizes(retrainings()));
  });

  it.each([
    ['the most memorized matter most', (x: number) => x / 5_000, ['HOLDS', 'HOLDS']],
    ['the least memorized do', (x: number) => (50 - x) / 5_000, ['DOES_NOT_HOLD', 'DOES_NOT_HOLD']],
  ] as const)('says that %s', (_, weight, verdicts) => {
    const { statements } = concluded(weight, { noise: 1e-4 });
    expect(statements.map(({ verdict }) => verdict)).toEqual([...verdicts, ...verdicts]);
  });

  it('cannot tell when all matter alike', () => {
    const { statements } = concluded(() => 0, { noise: 0.01 });
    expect(statements.map(({ verdict }) => verdict)).not.toContain('HOLDS');
  });

  it('cannot tell what only these test datapoints say', () => {
    // Ten more of 60 test datapoints are told without random ones, whatever is trained: chance does that, too.
    const sixty = luckyAnswers(0.5, Rng.fromSeed('test half'), 60);
    const found = retrainings().map((run): [string, FinishedRun] => {
      const base = examined(run, () => 0);
      const sets = setsOf(run.config).length;
      const examinations = (base.examinations as ProbeExamination[]).map((each, e) => {
        const answers = e % sets === 0 ? luckyAnswers(0.45, Rng.fromSeed('other'), 60) : sixty;
        return { ...each, trained: { linear: answers, knn: answers } };
      });
      return [run.name, { ...base, examinations }];
    });
    const { statements } = removal.conclude(config, new Map([['ranking', ranking], ...found]));
    expect(statements[0]).toMatchObject({ verdict: 'CANNOT_BE_TOLD' });
    expect(statements[0]!.high! - statements[0]!.low!).toBeGreaterThan(0.2);
  });

  it('is paired by repetition: what an initialisation does to all leaves the interval', () => {
    const { statements, series } = concluded((x) => x / 5_000, { luck: 0.05 });
    expect(statements[0]).toMatchObject({ verdict: 'HOLDS' });
    const points = series.find(({ key }) => key === 'linear.memorized')!.points;
    expect(points.map(({ x }) => x)).toEqual([0, 10, 20]);
    const [difference] = series.find(({ key }) => key === 'linear-difference.random')!.points;
    const width = ({ low, high }: { low: number | null; high: number | null }): number => high! - low!;
    expect(width(difference!)).toBeLessThan(width(points[1]!) / 2);
  });
});

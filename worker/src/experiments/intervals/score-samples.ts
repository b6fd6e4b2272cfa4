/**
 * Statistics of the scores of one or several runs, with what a jackknife leaves out: the groups of encoders of each run, and blocks
 * of the datapoints. Letters: n datapoints that all runs score, G groups of a run.
 */
import {
  type BootstrapInterval,
  invariant,
  jackknifeInterval,
  type JackknifeWay,
  type Rng,
  type WeightedScores,
} from '@engram/core';

/** Blocks that the datapoints are cut into at random; each is left out once. */
const maxBlocks = 20;

/** A statistic of the scores of several runs on the same datapoints, [runs][n]; null where it cannot be computed. */
export type ScoreStatistic = (scores: readonly Float64Array[]) => number | null;

export interface ScoreSource {
  readonly scores: WeightedScores;
  /** [N] datapoints that positions are places in: their indices, or what else names them in all sources. */
  readonly indices: ArrayLike<number | string>;
  /** Weights of the groups [G]; all 1 when left out. Groups of weight 0 are never left out. */
  readonly weights?: Float64Array;
}

interface Aligned {
  /** [n] places in `scores.positions` of each source. */
  columns: Int32Array[];
  count: number;
}

/** The datapoints that all sources score, by their index in the dataset or what else names them; of several with one name, the last. */
function align(sources: readonly ScoreSource[]): Aligned {
  const places = sources.map(
    ({ scores, indices }) =>
      new Map<number | string, number>(
        Array.from(scores.positions, (position, column) => [indices[position]!, column]),
      ),
  );
  const shared = [...places[0]!.keys()].filter((index) => places.every((place) => place.has(index)));
  return {
    columns: places.map((place) => Int32Array.from(shared, (index) => place.get(index)!)),
    count: shared.length,
  };
}

const onesOf = (count: number): Float64Array => new Float64Array(count).fill(1);

function scoresUnder({ scores }: ScoreSource, weights: Float64Array, columns: Int32Array): Float64Array {
  const all = new Float64Array(scores.positions.length);
  scores.into(weights, all);
  return Float64Array.from(columns, (column) => all[column]!);
}

export interface ScoreInterval {
  estimate: number | null;
  low: number | null;
  high: number | null;
  /** n */
  count: number;
}

/**
 * The statistic with its interval over the encoders of each run and the datapoints (`jackknifeInterval`).
 * @param bounds of the statistic; the interval is cut there
 */
export function scoreStatistic(
  sources: readonly ScoreSource[],
  statistic: ScoreStatistic,
  o: { rng: Rng; confidence: number; bounds?: readonly [number, number] },
): ScoreInterval {
  invariant(sources.length > 0, 'a statistic of the scores of no run');
  const { columns, count } = align(sources);
  const weights = sources.map((source) => source.weights ?? onesOf(source.scores.groups));
  const whole = sources.map((source, s) => scoresUnder(source, weights[s]!, columns[s]!));
  const estimate = count === 0 ? null : statistic(whole);
  if (estimate === null || Number.isNaN(estimate)) return { estimate: null, low: null, high: null, count };
  const ways = [
    ...sources.map((source, s) => groupWay(source, weights[s]!, columns[s]!, s, whole, statistic)),
    datapointWay(whole, count, statistic, o.rng),
  ];
  const found = jackknifeInterval(estimate, ways, o.confidence);
  return { estimate, ...cut(found, o.bounds), count };
}

function cut(
  interval: BootstrapInterval | null,
  [least, most]: readonly [number, number] = [-Infinity, Infinity],
): { low: number | null; high: number | null } {
  if (!interval) return { low: null, high: null };
  return { low: Math.max(least, interval.low), high: Math.min(most, interval.high) };
}

function groupWay(
  source: ScoreSource,
  weights: Float64Array,
  columns: Int32Array,
  place: number,
  whole: readonly Float64Array[],
  statistic: ScoreStatistic,
): JackknifeWay {
  const present = Array.from(weights.keys()).filter((group) => weights[group] !== 0);
  return {
    size: present.length,
    without(i) {
      const fewer = weights.slice();
      fewer[present[i]!] = 0;
      const scores = whole.map((own, s) => (s === place ? scoresUnder(source, fewer, columns) : own));
      return statistic(finite(scores));
    },
  };
}

/** Without one group of encoders, some datapoints may have a side without any. */
function finite(scores: readonly Float64Array[]): readonly Float64Array[] {
  const isWhole = (_: number, i: number): boolean => scores.every((own) => Number.isFinite(own[i]));
  return scores[0]!.every(isWhole) ? scores : scores.map((own) => own.filter(isWhole));
}

function datapointWay(
  whole: readonly Float64Array[],
  count: number,
  statistic: ScoreStatistic,
  rng: Rng,
): JackknifeWay {
  const blocks = Math.min(maxBlocks, count);
  const order = rng.split('blocks').permutation(count);
  const blockOf = new Int32Array(count);
  order.forEach((datapoint, i) => (blockOf[datapoint] = i % blocks));
  return {
    size: blocks,
    without: (block) => statistic(whole.map((own) => own.filter((_, i) => blockOf[i] !== block))),
  };
}

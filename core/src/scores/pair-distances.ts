import { invariant } from '../errors.ts';

/** Number of unordered pairs of M views: M(M − 1)/2. */
export const pairCount = (views: number): number => (views * (views - 1)) / 2;

/** Place of a pair of views among all pairs of a datapoint: (1, 0), (2, 0), (2, 1), (3, 0), … */
export function pairPlace(a: number, b: number): number {
  const [high, low] = a > b ? [a, b] : [b, a];
  return (high * (high - 1)) / 2 + low;
}

/**
 * Distances that are kept of one encoder, at most: 22,000 datapoints of 10 views, 4 MB. A larger run keeps its scores without
 * them, so that a store does not grow by what few pages will ever show.
 */
export const maxPairDistances = 1_000_000;

export const storesPairDistances = (datapoints: number, views: number): boolean =>
  datapoints * pairCount(views) <= maxPairDistances;

/** Distances of each pair of views, means over encoders; null on a side without an encoder. */
export interface PairMeans {
  /** [M(M − 1)/2] over the encoders trained with the datapoint. */
  distancesIn: Float32Array | null;
  /** [M(M − 1)/2] over those trained without it. */
  distancesOut: Float32Array | null;
}

/**
 * Means of pair distances over the encoders of a run, each encoder on the side its mask says: their mean over pairs is
 * `alignmentIn` and `alignmentOut`, to float32 rounding. The sums are float64 and depend on the order of the encoders alone.
 */
export class PairDistanceMeans {
  private readonly sums: readonly [outside: Float64Array, inside: Float64Array];
  private readonly counts: readonly [outside: Int32Array, inside: Int32Array];

  constructor(
    private readonly datapoints: number,
    private readonly pairs: number,
  ) {
    const size = datapoints * pairs;
    this.sums = [new Float64Array(size), new Float64Array(size)];
    this.counts = [new Int32Array(datapoints), new Int32Array(datapoints)];
  }

  /**
   * @param distances [N, M(M − 1)/2] under one encoder
   * @param mask [N], 1 = the encoder was trained on the datapoint, else 0
   */
  add(distances: Float32Array, mask: ArrayLike<number>): void {
    const { datapoints, pairs } = this;
    invariant(
      distances.length === datapoints * pairs && mask.length === datapoints,
      `${distances.length} distances and a mask of ${mask.length} for ${datapoints} datapoints of ${pairs} pairs`,
    );
    for (let n = 0; n < datapoints; n++) {
      const side = mask[n] === 1 ? 1 : 0;
      const sums = this.sums[side];
      this.counts[side][n]++;
      for (let at = n * pairs; at < (n + 1) * pairs; at++) sums[at] += distances[at];
    }
  }

  /** Of datapoint n. */
  of(n: number): PairMeans {
    return { distancesIn: this.side(1, n), distancesOut: this.side(0, n) };
  }

  private side(side: 0 | 1, n: number): Float32Array | null {
    const count = this.counts[side][n];
    if (count === 0) return null;
    const sums = this.sums[side].subarray(n * this.pairs, (n + 1) * this.pairs);
    return Float32Array.from(sums, (sum) => sum / count);
  }
}

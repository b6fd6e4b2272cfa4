import { invariant } from '../errors.ts';
import { countExchanges, pearson } from './rank-correlation.ts';

/** The ranking of a run in columns: what two rankings are compared by, without their scores. */
export interface RankingColumns {
  /** [n] Indices of the ranked datapoints, ascending. */
  indices: Int32Array;
  /** [n] Rank of each, 1 = largest score; negative when its score equals the one of the rank before. */
  ranks: Int32Array;
}

/** One side of a comparison, over the m datapoints that both sides rank. */
interface Side {
  /** [m] Datapoints, by their position among the shared ones, largest score first. */
  order: Int32Array;
  /** [m] Place of each datapoint in `order`, from 0. */
  places: Int32Array;
  /** [m] Number of the tie that each datapoint belongs to, from 0, growing with the place. */
  ties: Int32Array;
}

export interface SharedRanking {
  /** m: datapoints that both rank. */
  count: number;
  a: Side;
  b: Side;
}

export interface RankCorrelations {
  /** Kendall's τ-b; null when either side does not vary. */
  kendallTau: number | null;
  /** Spearman's ρ with average ranks for ties; null as Kendall's. */
  spearman: number | null;
}

/** Two rankings, each reduced to the datapoints that both hold. O(n). */
export function shareRankings(a: RankingColumns, b: RankingColumns): SharedRanking {
  const most = Math.min(a.indices.length, b.indices.length);
  const inA = new Int32Array(most);
  const inB = new Int32Array(most);
  let count = 0;
  for (let i = 0, j = 0; i < a.indices.length && j < b.indices.length;) {
    const difference = a.indices[i] - b.indices[j];
    if (difference === 0) {
      inA[count] = i;
      inB[count++] = j;
    }
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return { count, a: sideOf(a, inA.subarray(0, count)), b: sideOf(b, inB.subarray(0, count)) };
}

function sideOf({ ranks }: RankingColumns, positions: Int32Array): Side {
  const n = ranks.length;
  const tied = new Uint8Array(n);
  for (let i = 0; i < n; i++) if (ranks[i] < 0) tied[-ranks[i] - 1] = 1;
  // Shared datapoint at each rank, counted from 1; 0 where the other side does not rank the datapoint.
  const atRank = new Int32Array(n);
  for (let x = 0; x < positions.length; x++) atRank[Math.abs(ranks[positions[x]]) - 1] = x + 1;
  const order = new Int32Array(positions.length);
  const places = new Int32Array(positions.length);
  const ties = new Int32Array(positions.length);
  let place = 0;
  let tie = -1;
  let current = -1;
  let whole = -1;
  for (let rank = 0; rank < n; rank++) {
    if (!tied[rank]) whole++;
    const x = atRank[rank] - 1;
    if (x < 0) continue;
    if (whole !== current) tie++;
    current = whole;
    order[place] = x;
    places[x] = place++;
    ties[x] = tie;
  }
  return { order, places, ties };
}

/** `overlapAtK` of the shared datapoints: the part of the top k of one ranking that is in the top k of the other. O(k). */
export function overlapOfShared({ count, a, b }: SharedRanking, k: number): number {
  invariant(Number.isInteger(k) && k >= 1 && k <= count, `k = ${k} is not from 1 to ${count}`);
  let common = 0;
  for (let place = 0; place < k; place++) if (b.places[a.order[place]] < k) common++;
  return common / k;
}

/** Whether two rankings hold the same datapoints, so that nothing needs to be left out to compare them. */
export function rankTheSame(a: RankingColumns, b: RankingColumns): boolean {
  return sameNumbers(a.indices, b.indices);
}

/** Whether two columns are equal; at once when they are one and the same. */
export function sameNumbers(a: Int32Array, b: Int32Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let x = 0; x < a.length; x++) if (a[x] !== b[x]) return false;
  return true;
}

/** `overlapOfShared` for rankings of the same datapoints, straight from their ranks. O(n) without any memory. */
export function overlapOfSame(a: RankingColumns, b: RankingColumns, k: number): number {
  const count = a.ranks.length;
  invariant(Number.isInteger(k) && k >= 1 && k <= count, `k = ${k} is not from 1 to ${count}`);
  let common = 0;
  for (let x = 0; x < count; x++) if (Math.abs(a.ranks[x]) <= k && Math.abs(b.ranks[x]) <= k) common++;
  return common / k;
}

/** `kendallTauB` and `spearman` of the shared datapoints, from their ranks alone. O(m log m), with no comparison function. */
export function correlateShared(shared: SharedRanking): RankCorrelations {
  const { count, a, b } = shared;
  const pairs = pairsIn(count);
  const tiesA = tiedPairs(a.ties);
  const tiesB = tiedPairs(b.ties);
  if (pairs === tiesA || pairs === tiesB) return { kendallTau: null, spearman: null };
  const sequence = Float64Array.from(a.order, (x) => b.ties[x]);
  let tiesBoth = 0;
  for (let start = 0; start < count;) {
    let end = start + 1;
    while (end < count && a.ties[a.order[end]] === a.ties[a.order[start]]) end++;
    if (end - start > 1) tiesBoth += tiedPairs(sequence.subarray(start, end).sort());
    start = end;
  }
  const agreeing = pairs - tiesA - tiesB + tiesBoth - 2 * countExchanges(sequence);
  return {
    kendallTau: agreeing / Math.sqrt((pairs - tiesA) * (pairs - tiesB)),
    spearman: pearson(averagePlaces(a), averagePlaces(b)),
  };
}

const pairsIn = (count: number): number => (count * (count - 1)) / 2;

/** Pairs of equal whole numbers from 0. */
function tiedPairs(ties: ArrayLike<number>): number {
  let most = 0;
  for (let x = 0; x < ties.length; x++) if (ties[x] > most) most = ties[x];
  const sizes = new Int32Array(most + 1);
  for (let x = 0; x < ties.length; x++) sizes[ties[x]]++;
  let pairs = 0;
  for (const size of sizes) pairs += pairsIn(size);
  return pairs;
}

/** [m] Places, ties sharing their mean. */
function averagePlaces({ order, ties }: Side): Float64Array {
  const means = new Float64Array(order.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && ties[order[end]] === ties[order[start]]) end++;
    for (let place = start; place < end; place++) means[order[place]] = (start + end - 1) / 2;
    start = end;
  }
  return means;
}

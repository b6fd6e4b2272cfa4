import { codeOfRole, type ScoreArrays } from '@engram/core';
import { leastAgreeing, type ExploreState } from '../address/explore-state.ts';

/** What the filters look at, one entry a datapoint. */
export interface Explored extends ScoreArrays {
  /** [N] 0–100, NaN without a score */
  percentile: Float32Array;
  /** [N] runs in whose top the datapoint is; null while no agreement is asked for, or its runs are on their way */
  tops: Uint8Array | null;
  /** [N] 1 where the encoders can tell a score */
  identifiable: Uint8Array;
  /** [N] 1 where the datapoint has one of the tags asked for; null while none are, or they are on their way */
  tagged: Uint8Array | null;
  /** [N] 1 where the datapoint has a comment; null while that is not asked for, or on its way */
  commented: Uint8Array | null;
  /** [N] scores in the run of the scatter's second axis, NaN = missing; null while there is none, or it is on its way */
  other: Float32Array | null;
  /** [N] 0–100, percentiles in that run */
  otherPercentile: Float32Array | null;
  /** [N] 1 within the lasso; null while there is none, or the other run is on its way */
  lassoed: Uint8Array | null;
  /** Places on the map of the run, NaN = not on it; null while it is not shown, or on its way */
  places: { x: Float32Array; y: Float32Array } | null;
  /** [N] 1 within the lasso over the map; null while there is none, or the map is on its way */
  mapped: Uint8Array | null;
}

export type Filters = Pick<
  ExploreState,
  | 'classes'
  | 'from'
  | 'to'
  | 'percentile'
  | 'stable'
  | 'fdr'
  | 'agree'
  | 'least'
  | 'tags'
  | 'roles'
  | 'identifiable'
  | 'otherFrom'
  | 'otherTo'
>;

/** A bit for each filter, set where a datapoint fails it: what passes all others is found without filtering again. */
export const bits = {
  class: 1,
  value: 2,
  percentile: 4,
  stable: 8,
  agree: 16,
  tag: 32,
  role: 64,
  other: 128,
  lasso: 256,
  identifiable: 512,
  fdr: 1024,
  map: 2048,
  comment: 4096,
} as const;
export type FilterName = keyof typeof bits;

const everyBit = 0xffff;

/** [N] bits of the filters that each datapoint fails. */
export type Failures = Uint16Array;

/**
 * [N] which filters each datapoint fails, all but the range of scores: these stay as they are while a reader drags that. A
 * datapoint without a score fails every filter by a number.
 */
export function failuresAside(data: Explored, filters: Omit<Filters, 'from' | 'to'>): Failures {
  const failed = new Uint16Array(data.count);
  const { classes, percentile, stable, fdr, roles, identifiable, otherFrom, otherTo } = filters;
  if (classes.length > 0) {
    const wanted = new Set(classes);
    for (let n = 0; n < data.count; n++) if (!wanted.has(data.class[n]!)) failed[n]! |= bits.class;
  }
  if (percentile !== null)
    markOutside(failed, data.percentile, Math.fround(percentile), Infinity, bits.percentile);
  if (stable !== null) markOutside(failed, data.topFraction, Math.fround(stable), Infinity, bits.stable);
  if (fdr !== null) markOutside(failed, data.fdr, -Infinity, Math.fround(fdr), bits.fdr);
  if (data.tops && filters.agree.length > 0) {
    const least = leastAgreeing(filters);
    for (let n = 0; n < data.count; n++) if (data.tops[n]! < least) failed[n]! |= bits.agree;
  }
  if (data.tagged && filters.tags.length > 0) markUnset(failed, data.tagged, bits.tag);
  if (roles.length > 0) {
    const wanted = new Set(roles.map(codeOfRole));
    for (let n = 0; n < data.count; n++) if (!wanted.has(data.role[n]!)) failed[n]! |= bits.role;
  }
  if (identifiable.length === 1) {
    const wanted = identifiable[0] === 'yes' ? 1 : 0;
    for (let n = 0; n < data.count; n++) if (data.identifiable[n] !== wanted) failed[n]! |= bits.identifiable;
  }
  if (data.other && (otherFrom !== null || otherTo !== null)) {
    const [low, high] = [Math.fround(otherFrom ?? -Infinity), Math.fround(otherTo ?? Infinity)];
    markOutside(failed, data.other, low, high, bits.other);
  }
  if (data.lassoed) markUnset(failed, data.lassoed, bits.lasso);
  if (data.commented) markUnset(failed, data.commented, bits.comment);
  if (data.mapped) markUnset(failed, data.mapped, bits.map);
  return failed;
}

/** The failures with those of a range of scores. @returns `aside` itself when there is no range */
export function withRange(
  value: Float32Array,
  aside: Failures,
  { from, to }: Pick<Filters, 'from' | 'to'>,
): Failures {
  if (from === null && to === null) return aside;
  const failed = aside.slice();
  markOutside(failed, value, Math.fround(from ?? -Infinity), Math.fround(to ?? Infinity), bits.value);
  return failed;
}

/** Gives the bit to those that a column of 0 and 1 leaves out. */
function markUnset(failed: Failures, isIn: Uint8Array, bit: number): void {
  // Without a branch: whoever lies in a lasso comes in no order that a processor could guess.
  for (let n = 0; n < failed.length; n++) failed[n]! |= (isIn[n]! - 1) & bit;
}

/** NaN is outside of every range. */
function markOutside(failed: Failures, values: Float32Array, low: number, high: number, bit: number): void {
  for (let n = 0; n < values.length; n++) if (!(values[n]! >= low && values[n]! <= high)) failed[n]! |= bit;
}

/** Datapoints of each class, role or identifiability that pass all filters but that of the facet itself. */
export function facetCounts(
  column: Int32Array | Uint8Array,
  failed: Failures,
  facet: FilterName,
): Map<number, number> {
  const others = everyBit & ~bits[facet];
  let most = 0;
  for (let n = 0; n < column.length; n++) if (column[n]! > most) most = column[n]!;
  // From −1, an unknown class. Numbers in a row count a million in a fraction of the time of a Map.
  const tally = new Int32Array(most + 2);
  // 1 more where none of the others is set: without a branch that a processor could not guess.
  for (let n = 0; n < column.length; n++) tally[column[n]! + 1]! += ((failed[n]! & others) - 1) >>> 31;
  return new Map([...tally].flatMap((count, at) => (count > 0 ? [[at - 1, count] as const] : [])));
}

/** Of an order of positions, what is to be said of those that pass every filter: their positions, unless told otherwise. */
export function passing(
  order: Int32Array,
  failed: Failures,
  said: Int32Array = order,
): Int32Array<ArrayBuffer> {
  // 1 more where nothing fails: without a branch that a processor could not guess.
  let count = 0;
  for (let n = 0; n < failed.length; n++) count += (failed[n]! - 1) >>> 31;
  const found = new Int32Array(count);
  // What does not pass is written over by the next that does.
  for (let at = 0, next = 0; next < count && at < order.length; at++) {
    found[next] = said[at]!;
    next += (failed[order[at]!]! - 1) >>> 31;
  }
  return found;
}

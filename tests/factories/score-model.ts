import type { ScoreFilter, ScoreOrder, StoredScore } from '@engram/store';

/** A score with the tags of its datapoint. */
export type ModelScore = StoredScore & { tags?: readonly string[] };

/** Scores of several runs of one dataset, by run id, each in the order of its indices. */
export type ModelRuns = ReadonlyMap<string, readonly ModelScore[]>;

/** What a filter means, in plain TypeScript over rows in memory. */
export function modelFilter(runs: ModelRuns, filter: ScoreFilter): StoredScore[] {
  return runs.get(filter.run)!.filter((score) => holds(runs, filter, score));
}

function holds(runs: ModelRuns, filter: ScoreFilter, score: ModelScore): boolean {
  const within = (value: number | null, range: ScoreFilter['value']): boolean => {
    if (!range || ((range.gte ?? null) === null && (range.lte ?? null) === null)) return true;
    return value !== null && value >= (range.gte ?? -Infinity) && value <= (range.lte ?? Infinity);
  };
  const member = (inner: ScoreFilter): boolean => {
    const counterpart = runs.get(inner.run)!.find((other) => other.index === score.index);
    return counterpart !== undefined && holds(runs, inner, counterpart);
  };
  return (
    (!filter.classes || (score.class !== null && filter.classes.includes(score.class))) &&
    within(score.value, filter.value) &&
    within(score.percentile, filter.percentile) &&
    within(score.topFraction, filter.topFraction) &&
    within(score.fdr, filter.fdr) &&
    (!filter.roles || (score.role !== null && filter.roles.includes(score.role))) &&
    (!filter.indices || filter.indices.includes(score.index)) &&
    (!filter.contentHashes || filter.contentHashes.includes(score.contentHash)) &&
    (filter.identifiable === undefined ||
      filter.identifiable === null ||
      score.identifiable === filter.identifiable) &&
    (!filter.tags || filter.tags.some((tag) => score.tags?.includes(tag))) &&
    (!filter.agreement || agrees(runs, filter.agreement, score.index)) &&
    (filter.and ?? []).every(member) &&
    (!filter.or || filter.or.some(member)) &&
    (!filter.not || !member(filter.not))
  );
}

function agrees(runs: ModelRuns, agreement: NonNullable<ScoreFilter['agreement']>, index: number): boolean {
  const among = [...new Set(agreement.runs)].filter((run) => {
    const ranked = runs.get(run)!.filter((score) => score.value !== null);
    ranked.sort((a, b) => b.value! - a.value! || a.index - b.index);
    const top = ranked.slice(0, Math.ceil((ranked.length * agreement.topPercent) / 100));
    return top.some((score) => score.index === index);
  });
  return among.length >= agreement.minRuns;
}

/** Missing values last in both directions, ties by ascending index. */
export function modelSort(scores: readonly StoredScore[], { field, direction }: ScoreOrder): StoredScore[] {
  const key = (score: StoredScore): number | null =>
    ({
      VALUE: score.value,
      RELATIVE_VALUE: score.relativeValue,
      STANDARD_ERROR: score.standardError,
      TOP_FRACTION: score.topFraction,
      INDEX: score.index,
    })[field];
  const sign = direction === 'ASC' ? 1 : -1;
  return [...scores].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === null || right === null)
      return Number(left === null) - Number(right === null) || a.index - b.index;
    return sign * (left - right) || a.index - b.index;
  });
}

/** The list that a reader opened a datapoint from, so that its page leads to the one before and after it; kept for the tab alone. */
export interface ListOfOrigin {
  /** UUID of the run whose datapoints are listed. */
  run: string;
  /** Of the datapoints about the one that was opened, in the order of the list. */
  indices: readonly number[];
}

const key = 'engram-list';
/** Datapoints that are kept on either side of the one opened. */
const reach = 500;

/** @param at place of the datapoint that is opened */
export function rememberList(run: string, indices: ArrayLike<number>, at: number): void {
  const from = Math.max(0, at - reach);
  const kept = Array.from(
    { length: Math.min(indices.length, at + reach + 1) - from },
    (_, n) => indices[from + n]!,
  );
  try {
    sessionStorage.setItem(key, JSON.stringify({ run, indices: kept } satisfies ListOfOrigin));
  } catch {
    // A browser that keeps nothing shows no way on.
  }
}

export function recallList(): ListOfOrigin | null {
  try {
    return parseList(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

/** null for what is no list. */
export function parseList(text: string | null): ListOfOrigin | null {
  const found = JSON.parse(text ?? 'null') as Partial<ListOfOrigin> | null;
  const isList =
    typeof found?.run === 'string' && Array.isArray(found.indices) && found.indices.every(Number.isInteger);
  return isList ? (found as ListOfOrigin) : null;
}

/** Indices of the datapoints before and after one; null at the ends. Both null where the list is another run’s, or does not hold it. */
export function stepsIn(
  list: ListOfOrigin | null,
  run: string,
  index: number,
): { previous: number | null; next: number | null } {
  const at = list?.run === run ? list.indices.indexOf(index) : -1;
  if (!list || at < 0) return { previous: null, next: null };
  return { previous: list.indices[at - 1] ?? null, next: list.indices[at + 1] ?? null };
}

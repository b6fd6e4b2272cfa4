import DataLoader from 'dataloader';

export type MaybePromise<T> = T | Promise<T>;

/**
 * A DataLoader that hands over what it was primed with at once, without a promise: of the objects of a page, each costs a
 * microtask and more otherwise.
 */
export class Loader<K, V> extends DataLoader<K, V, string> {
  readonly #primed = new Map<string, V>();

  constructor(
    find: DataLoader.BatchLoadFn<K, V>,
    private readonly keyText: (key: K) => string,
  ) {
    super(find, { cacheKeyFn: keyText, maxBatchSize: largestBatch });
  }

  override prime(key: K, value: V | Error): this {
    if (!(value instanceof Error)) this.#primed.set(this.keyText(key), value);
    return super.prime(key, value);
  }

  get(key: K): MaybePromise<V> {
    const primed = this.#primed.get(this.keyText(key));
    return primed === undefined ? this.load(key) : primed;
  }
}

/** Maps what is here or on its way; what is here stays here. */
export function mapMaybe<T, R>(value: MaybePromise<T>, map: (value: T) => R): MaybePromise<R> {
  return value instanceof Promise ? value.then(map) : map(value);
}

/** Most keys a statement is asked for at once. */
const largestBatch = 1_000;

/**
 * A loader over a look-up of many keys at once.
 * @param find gives the values found, by the text of their key
 * @param keyText tells keys apart
 * @param absent the value of a key that was not found
 */
export function batched<K, V>(
  find: (keys: readonly K[]) => Promise<ReadonlyMap<string, V>>,
  keyText: (key: K) => string,
  absent: V,
): Loader<K, V> {
  return new Loader<K, V>(async (keys) => {
    const found = await find(keys);
    return keys.map((key) => found.get(keyText(key)) ?? absent);
  }, keyText);
}

/** Rows by the text of their key. */
export function byKey<Row>(rows: readonly Row[], keyText: (row: Row) => string): Map<string, Row> {
  return new Map(rows.map((row) => [keyText(row), row]));
}

/** Rows that share a key, together and in their order. */
export function groupedBy<Row>(rows: readonly Row[], keyText: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const text = keyText(row);
    const group = groups.get(text);
    if (group) group.push(row);
    else groups.set(text, [row]);
  }
  return groups;
}

/** For look-ups that take one key a statement, such as those of a whole run. */
export function oneByOne<K, V>(
  find: (key: K) => Promise<V>,
  keyText: (key: K) => string,
): (keys: readonly K[]) => Promise<Map<string, V>> {
  return async (keys) =>
    new Map(await Promise.all(keys.map(async (key) => [keyText(key), await find(key)] as const)));
}

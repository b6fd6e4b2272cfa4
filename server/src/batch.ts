import DataLoader from 'dataloader';

export type MaybePromise<T> = T | Promise<T>;

export type Loader<K, V> = DataLoader<K, V, string>;

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
  return new DataLoader<K, V, string>(
    async (keys) => {
      const found = await find(keys);
      return keys.map((key) => found.get(keyText(key)) ?? absent);
    },
    { cacheKeyFn: keyText, maxBatchSize: largestBatch },
  );
}

/** A loader for each of what is asked beside the keys: those that share it share a statement. */
export function perOption<Option, K, V>(loaderOf: (option: Option) => Loader<K, V>) {
  const loaders = new Map<string, Loader<K, V>>();
  return (option: Option): Loader<K, V> => {
    const text = JSON.stringify(option ?? null);
    const loader = loaders.get(text) ?? loaderOf(option);
    loaders.set(text, loader);
    return loader;
  };
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

/** Statements of one loader under way at once: one request shall not hold all connections to the database. */
const atOnce = 2;

/** For look-ups that take one key a statement, such as those of a whole run. */
export function oneByOne<K, V>(
  find: (key: K) => Promise<V>,
  keyText: (key: K) => string,
): (keys: readonly K[]) => Promise<Map<string, V>> {
  return async (keys) => {
    const found = new Map<string, V>();
    const waiting = keys.values();
    const work = async (): Promise<void> => {
      for (const key of waiting) found.set(keyText(key), await find(key));
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return found;
  };
}

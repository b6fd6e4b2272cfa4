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

/** Tells ids apart: they are their own text. */
export const self = (id: string): string => id;

/** A loader of the one row that each key has, or null. @param textOf tells keys apart, which rows have as well */
export const rowEach = <K, Row extends K>(
  find: (keys: readonly K[]) => Promise<readonly Row[]>,
  textOf: (key: K) => string,
): Loader<K, Row | null> =>
  batched<K, Row | null>(
    async (keys) => new Map((await find(keys)).map((row) => [textOf(row), row])),
    textOf,
    null,
  );

/** A loader of all rows that each key has, in their order. @param textOf tells keys apart, which rows have as well */
export const rowsEach = <K, Row extends K>(
  find: (keys: readonly K[]) => Promise<readonly Row[]>,
  textOf: (key: K) => string,
): Loader<K, Row[]> => batched<K, Row[]>(async (keys) => groupedBy(await find(keys), textOf), textOf, []);

/** `rowEach` by an id, which `field` of a row has. */
export const rowBy = <Field extends string, Row extends Record<Field, string>>(
  field: Field,
  find: (ids: readonly string[]) => Promise<readonly Row[]>,
): Loader<string, Row | null> =>
  batched<string, Row | null>(
    async (ids) => new Map((await find(ids)).map((row) => [row[field], row])),
    self,
    null,
  );

/** `rowsEach` by an id, which `field` of a row has. */
export const rowsBy = <Field extends string, Row extends Record<Field, string>>(
  field: Field,
  find: (ids: readonly string[]) => Promise<readonly Row[]>,
): Loader<string, Row[]> =>
  batched<string, Row[]>(async (ids) => groupedBy(await find(ids), (row) => row[field]), self, []);

/** Rows that share a key, together and in their order. */
function groupedBy<Row>(rows: readonly Row[], keyText: (row: Row) => string): Map<string, Row[]> {
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

/** A loader over a look-up of the rows of one key a statement, such as those of a whole run. */
export const rowsOneByOne = <K, Row>(
  find: (key: K) => Promise<Row[]>,
  keyText: (key: K) => string,
): Loader<K, Row[]> =>
  batched<K, Row[]>(
    async (keys) => {
      const found = new Map<string, Row[]>();
      const waiting = keys.values();
      const work = async (): Promise<void> => {
        for (const key of waiting) found.set(keyText(key), await find(key));
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      return found;
    },
    keyText,
    [],
  );

import { LRUCache } from 'lru-cache';
import type { Store } from '../store.ts';

interface CacheBounds<Value> {
  maxBytes: number;
  /** About what a value takes; its key is counted, too. */
  bytesOf: (value: Value) => number;
}

/**
 * A cache of this process for each store it reads; the least recently used values leave first. It is for what never changes once it is
 * stored, so that nothing in it gets stale: a removed run or dataset takes its id along. By pool: a store that `limitedBy` made is the same store.
 */
export function cachePerStore<Value extends object>({
  maxBytes,
  bytesOf,
}: CacheBounds<Value>): (store: Store) => LRUCache<string, Value> {
  const caches = new WeakMap<Store['pool'], LRUCache<string, Value>>();
  const options = {
    maxSize: maxBytes,
    sizeCalculation: (value: Value, key: string) => key.length + bytesOf(value),
  };
  return ({ pool }) => {
    const cache = caches.get(pool) ?? new LRUCache<string, Value>(options);
    caches.set(pool, cache);
    return cache;
  };
}

/** Values by id: those in the cache, and of the others those that `find` loads, which the cache then holds. */
export async function getOrLoadMany<Value extends object>(
  cache: LRUCache<string, Value>,
  ids: readonly string[],
  find: (unknown: string[]) => Promise<ReadonlyMap<string, Value>>,
): Promise<Map<string, Value>> {
  const values = new Map<string, Value>();
  for (const id of ids) {
    const value = cache.get(id);
    if (value) values.set(id, value);
  }
  const unknown = ids.filter((id) => !values.has(id));
  if (unknown.length === 0) return values;
  for (const [id, value] of await find(unknown)) {
    values.set(id, value);
    cache.set(id, value);
  }
  return values;
}

/** The value of one key: the cached one, or what `find` loads, which the cache then holds if it is final. */
export async function getOrLoad<Value extends object>(
  cache: LRUCache<string, Value>,
  key: string,
  find: () => Promise<{ value: Value; isFinal: boolean }>,
): Promise<Value> {
  const known = cache.get(key);
  if (known) return known;
  const { value, isFinal } = await find();
  if (isFinal) cache.set(key, value);
  return value;
}

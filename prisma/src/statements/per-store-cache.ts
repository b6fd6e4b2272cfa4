import { LRUCache } from 'lru-cache';
import type { Store } from '../store.ts';

/**
 * What this process keeps of each store it reads, of things that never change once they are stored; the least recently used
 * give way first. By pool: a store that `limitedBy` made is the same store.
 */
export function keptPerStore<Value extends object>(
  options: LRUCache.Options<string, Value, unknown>,
): (store: Store) => LRUCache<string, Value> {
  const caches = new WeakMap<Store['pool'], LRUCache<string, Value>>();
  return ({ pool }) => {
    const cache = caches.get(pool) ?? new LRUCache(options);
    caches.set(pool, cache);
    return cache;
  };
}

/** Values by id: those that are kept, and of the others those that `find` finds, which are kept from now on. */
export async function keptOrFound<Value extends object>(
  kept: LRUCache<string, Value>,
  ids: readonly string[],
  find: (unknown: string[]) => Promise<ReadonlyMap<string, Value>>,
): Promise<Map<string, Value>> {
  const values = new Map<string, Value>();
  for (const id of ids) {
    const value = kept.get(id);
    if (value) values.set(id, value);
  }
  const unknown = ids.filter((id) => !values.has(id));
  if (unknown.length === 0) return values;
  for (const [id, value] of await find(unknown)) {
    values.set(id, value);
    kept.set(id, value);
  }
  return values;
}

/** The value of one key: the one that is kept, or what `find` finds, which is kept from now on if it is final. */
export async function keptOr<Value extends object>(
  kept: LRUCache<string, Value>,
  key: string,
  find: () => Promise<{ value: Value; isFinal: boolean }>,
): Promise<Value> {
  const known = kept.get(key);
  if (known) return known;
  const { value, isFinal } = await find();
  if (isFinal) kept.set(key, value);
  return value;
}

import { describe, expect, it } from 'vitest';
import { cachePerStore, getOrLoad } from '../../../prisma/src/statements/per-store-cache.ts';
import type { Store } from '../../../prisma/src/store.ts';

const aStore = (): Store => ({ pool: {} }) as Store;
const cacheOf = cachePerStore<number[]>({ maxBytes: 100, bytesOf: (numbers) => 8 * numbers.length });

describe('a cache of what a store holds', () => {
  it('lets the least recently used values go before it holds more than its bytes', () => {
    const cache = cacheOf(aStore());
    cache.set('a', [1, 2, 3, 4]);
    cache.set('b', [1, 2, 3, 4]);
    cache.get('a');
    cache.set('c', [1, 2, 3, 4, 5]);
    expect([...cache.keys()].sort()).toEqual(['a', 'c']);
    expect(cache.calculatedSize).toBe(74);
  });

  it('counts long keys, and leaves out what is too large for it', () => {
    const cache = cacheOf(aStore());
    cache.set('k'.repeat(101), []);
    cache.set('large', new Array<number>(13).fill(0));
    expect(cache.size).toBe(0);
  });

  it('is one for each store', () => {
    const [one, other] = [aStore(), aStore()];
    cacheOf(one).set('a', [1]);
    expect(cacheOf({ ...one }).get('a')).toEqual([1]);
    expect(cacheOf(other).get('a')).toBeUndefined();
  });

  it('asks again for what was not final', async () => {
    const cache = cacheOf(aStore());
    let asked = 0;
    const load = (isFinal: boolean) => getOrLoad(cache, 'a', async () => ({ value: [++asked], isFinal }));
    expect([await load(false), await load(true), await load(true)]).toEqual([[1], [2], [2]]);
  });
});

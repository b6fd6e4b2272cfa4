import type { Store } from '@engram/store';
import { afterAll, beforeAll } from 'vitest';
import { openScratchStore, type ScratchStore } from '../../../bench/scratch-store.ts';

export { openScratchStore, type ScratchStore };

/** The same for all tests of a file or `describe`: opened before the first, dropped after the last. */
export function withScratchStore(): { readonly store: Store } {
  let store: ScratchStore | undefined;
  beforeAll(async () => {
    store = await openScratchStore();
  });
  afterAll(() => store?.close());
  return {
    get store() {
      if (!store) throw new Error('the scratch store is open only while tests run');
      return store;
    },
  };
}

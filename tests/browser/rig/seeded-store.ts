import { runs } from '@engram/store';
import type { StoreTemplate } from '../../../bench/scratch-store.ts';
import { openScratchStore, type ScratchStore } from '../../helpers/postgres/store.ts';
import { seed, type Seeded } from './seed.ts';

/** What `seeded-template.ts` made before the tests. */
export type SeededTemplate = StoreTemplate & { ids: Record<keyof Seeded, string> };

/** A store as `seed` leaves it: a copy of that of the test run, or, for pictures, one that is seeded now. */
export async function openSeededStore(): Promise<{ store: ScratchStore; seeded: Seeded }> {
  const made = process.env.ENGRAM_SEEDED_TEMPLATE;
  const template = made === undefined ? undefined : (JSON.parse(made) as SeededTemplate);
  const store = await openScratchStore({ template });
  if (!template) return { store, seeded: await seed(store) };
  const { ids } = template;
  const run = async (key: keyof Seeded) => (await runs.find(store, ids[key]))!;
  return {
    store,
    seeded: {
      good: await run('good'),
      noise: await run('noise'),
      running: await run('running'),
      failed: await run('failed'),
      imageless: await run('imageless'),
    },
  };
}

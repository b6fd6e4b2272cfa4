import type { Store } from '../store.ts';
import { takeConnection, type TakenConnection } from './connection.ts';

/** A connection of the store's pool, once the store gives a slot; releasing the connection releases the slot. */
export async function takeStoreConnection(store: Store): Promise<TakenConnection> {
  const releaseSlot = await store.acquireSlot?.();
  try {
    const { client, release } = await takeConnection(store.pool);
    return {
      client,
      release(error, inDoubt) {
        release(error, inDoubt);
        releaseSlot?.();
      },
    };
  } catch (error) {
    releaseSlot?.();
    throw error;
  }
}

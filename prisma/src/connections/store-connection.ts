import type { Store } from '../store.ts';
import { takeConnection, type TakenConnection } from './connection.ts';

/** A connection of the store's pool, when its turn has come; giving the connection back ends the turn. */
export async function takeStoreConnection(store: Store): Promise<TakenConnection> {
  const endTurn = await store.turn?.();
  try {
    const { client, release } = await takeConnection(store.pool);
    return {
      client,
      release(error, inDoubt) {
        release(error, inDoubt);
        endTurn?.();
      },
    };
  } catch (error) {
    endTurn?.();
    throw error;
  }
}

import pg from 'pg';

export interface TableLock {
  free(): Promise<void>;
  /** Fulfilled when the connection that holds it has ended, as all do when the server recovers. */
  lost: Promise<void>;
}

/** Locks a table against everybody on a connection of its own; it is free again when that connection is lost, or at `free`. */
export async function lockTable(url: string, table: string): Promise<TableLock> {
  const holder = new pg.Client({ connectionString: url });
  holder.on('error', () => undefined);
  const lost = new Promise<void>((resolve) => holder.once('end', () => resolve()));
  await holder.connect();
  await holder.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  return { lost, free: () => holder.end().catch(() => undefined) };
}

/** Repeats `act` while the store is unavailable, as one who was told to try again. */
export async function untilAvailable<T>(act: () => Promise<T>, timeoutMs = 60_000): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;)
    try {
      return await act();
    } catch (error) {
      if ((error as { code?: string }).code !== 'STORE_UNAVAILABLE' || performance.now() > deadline)
        throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

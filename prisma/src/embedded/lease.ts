import { setTimeout as sleep } from 'node:timers/promises';
import type { GuardedClient } from '../connections/guarded-client.ts';
import { openSession } from '../connections/sessions.ts';
import { superuser } from './cluster.ts';
import { findPostmaster, type Postmaster } from './postmaster.ts';

/** Marks the sessions that keep the server running; the kernel ends a killed process's session for it. */
export const leaseName = 'engram-lease';

export function urlOf(postmaster: Postmaster, password: string, database: string): string {
  return `postgresql://${superuser}:${password}@127.0.0.1:${postmaster.port}/${database}`;
}

/** Opens a session that counts as one user of the server. */
export const takeLease = (postmaster: Postmaster, password: string, data: string): Promise<GuardedClient> =>
  openServerSession(postmaster, password, data, leaseName);

/** Opens a session under a name, waiting while the server starts or recovers from a crash. */
export async function openServerSession(
  postmaster: Postmaster,
  password: string,
  data: string,
  name: string,
): Promise<GuardedClient> {
  for (;;) {
    try {
      return await openSession(urlOf(postmaster, password, 'postgres'), { application_name: name });
    } catch (error) {
      const { code } = error as { code?: string };
      // 57P03: the server is starting up.
      const starting = code === '57P03' || code === 'ECONNREFUSED' || code === 'ECONNRESET';
      if (!starting || !(await findPostmaster(data))) throw error;
      await sleep(15);
    }
  }
}

/** Users of the server apart from this session. */
export async function countOtherLeases(lease: GuardedClient): Promise<number> {
  const { rows } = await lease.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()',
    [leaseName],
  );
  return rows[0]!.count;
}

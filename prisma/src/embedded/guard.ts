import { setTimeout as sleep } from 'node:timers/promises';
import type { GuardedClient } from '../connections/guarded-client.ts';
import { endSession } from '../connections/sessions.ts';
import { leaseName, openServerSession } from './lease.ts';
import type { Postmaster } from './postmaster.ts';

const guardName = 'engram-guard';
/** One guard a server ("ENGG" in ASCII). */
const guardKey = 0x454e4747;
/** Looks, a second apart, that must all find nobody. */
const looks = 3;

/**
 * Runs inside the server for as long as it does, without a client: it stops the server once no process holds a lease any more, as
 * when the last one was killed. The kernel closes a killed process's session, so that no number or file can be stale.
 */
const guard = `DO $$
DECLARE
  alone int := 0;
BEGIN
  IF NOT pg_try_advisory_lock(${guardKey}) THEN RETURN; END IF;
  WHILE alone < ${looks} LOOP
    PERFORM pg_sleep(1);
    PERFORM pg_stat_clear_snapshot();
    IF EXISTS (SELECT FROM pg_stat_activity WHERE application_name = '${leaseName}') THEN alone := 0; ELSE alone := alone + 1; END IF;
    COMMIT;
  END LOOP;
  COPY (SELECT 1) TO PROGRAM 'cat > /dev/null; kill -INT "$(head -n 1 postmaster.pid)"';
END $$`;

/** Sees to it that the server has a guard; where a crash of the server has ended it, whoever joins next starts another. */
export async function ensureGuard(
  lease: GuardedClient,
  postmaster: Postmaster,
  password: string,
  data: string,
): Promise<void> {
  if (process.platform === 'win32' || (await hasGuard(lease))) return;
  const session = await openServerSession(postmaster, password, data, guardName);
  try {
    let ended = false;
    void session
      .query(guard)
      .catch(() => undefined)
      .finally(() => (ended = true));
    while (!ended && !(await hasGuard(lease))) await sleep(10);
  } finally {
    // Ends our side alone: the server notices a lost client only when it has something to say, and a guard never has.
    await endSession(session);
  }
}

async function hasGuard(lease: GuardedClient): Promise<boolean> {
  const { rows } = await lease.query<{ there: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = $1 AND state = 'active') AS there`,
    [guardName],
  );
  return rows[0]!.there;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { mapped } from '../statements/map-errors.ts';
import type { GuardedClient } from './guarded-client.ts';
import { endSession, openSession } from './sessions.ts';

const longestPauseMs = 1_000;
const confirmPauseMs = 50;

export interface HeldSession {
  /**
   * Resolves when the session was known to live within the last `trustedMs`; asks the server otherwise, until it answers or
   * `shouldStop` says so.
   */
  confirm(trustedMs: number, shouldStop: () => boolean): Promise<void>;
  /** Ends the session, and what belongs to it. */
  release(): Promise<void>;
}

export interface HeldSessionOptions {
  applicationName: string;
  /** Takes what the session is held for, such as locks; again after each loss. */
  prepare: (session: GuardedClient) => Promise<unknown>;
  /** Gives a sign of life this often: `state_change` in pg_stat_activity. */
  beatMs?: number;
  onLost?: (error: Error) => void;
  /** A try to open the session again failed; the next follows. */
  onFailure?: (error: unknown) => void;
}

/**
 * A session that is held until it is released, and opened again whenever it is lost.
 * @throws DomainError STORE_UNAVAILABLE when it cannot be opened the first time
 */
export async function holdSession(url: string, o: HeldSessionOptions): Promise<HeldSession> {
  let released = false;
  let session: GuardedClient | null = null;
  let heardMs = -Infinity;

  const beat = async (asked: GuardedClient): Promise<void> => {
    await asked.query('SELECT');
    if (asked === session) heardMs = performance.now();
  };

  const open = async (): Promise<void> => {
    const opened = await openSession(url, { application_name: o.applicationName });
    try {
      await keepOpen(opened);
      await o.prepare(opened);
    } catch (error) {
      await endSession(opened);
      throw opened.lost ?? error;
    }
    if (released) return endSession(opened);
    session = opened;
    heardMs = performance.now();
    const beating =
      o.beatMs === undefined
        ? undefined
        : setInterval(() => void beat(opened).catch(() => undefined), o.beatMs).unref();
    const lose = (): void => {
      clearInterval(beating);
      void reopen(opened.lost ?? new Error('the session ended'));
    };
    if (opened.lost) lose();
    else opened.once('end', lose);
  };

  const reopen = async (lost: Error): Promise<void> => {
    session = null;
    if (released) return;
    o.onLost?.(lost);
    for (let pauseMs = 50; !released; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        return await open();
      } catch (error) {
        if (!released) o.onFailure?.(error);
        await sleep(pauseMs, undefined, { ref: false });
      }
    }
  };

  await mapped(url, open);
  return {
    async confirm(trustedMs, shouldStop) {
      while (!released && !shouldStop() && performance.now() - heardMs > trustedMs) {
        if (session) await beat(session).catch(() => undefined);
        if (performance.now() - heardMs > trustedMs) await sleep(confirmPauseMs, undefined, { ref: false });
      }
    },
    async release() {
      released = true;
      if (session) await endSession(session);
    },
  };
}

/** Lifts what a role or a database may set against sessions that stand idle. */
async function keepOpen(session: GuardedClient): Promise<void> {
  // A machine that lost its power is noticed within half a minute.
  await session.query(
    'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3',
  );
  await session.query(
    `SELECT set_config(name, '0', false) FROM pg_settings
     WHERE name IN ('idle_session_timeout', 'statement_timeout', 'lock_timeout')`,
  );
}

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Numbers from 0 to 1 that a seed determines (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The seed of this trial: that of ENGRAM_CHAOS_SEED, or a new one; it is printed, so that a failure can be repeated. */
export function chaosSeed(): number {
  const seed = Number(process.env.ENGRAM_CHAOS_SEED ?? Date.now() % 1_000_000);
  console.log(`ENGRAM_CHAOS_SEED=${seed}`);
  return seed;
}

export interface KillerOptions {
  random: () => number;
  pauseMs: [least: number, most: number];
  /** SQL of the backends that may be hit, over pg_stat_activity. */
  victims?: string;
  /** How often a statement is only cancelled, 0–1. */
  cancelled?: number;
  /** How often a backend is killed by `kill -9`, which restarts the whole server, 0–1. */
  crashed?: number;
  killBackend?: (pid: number) => void;
}

/** Ends backends of the server at random until it is stopped; `struck` counts them by what was done. */
export function unleash(
  url: string,
  o: KillerOptions,
): { struck: Map<string, number>; stop(): Promise<void> } {
  const struck = new Map<string, number>();
  let stopped = false;
  const count = (what: string): void => void struck.set(what, (struck.get(what) ?? 0) + 1);
  const strike = async (): Promise<void> => {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'killer',
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity
         WHERE backend_type = 'client backend' AND application_name <> 'killer' AND ${o.victims ?? 'true'} ORDER BY pid`,
      );
      const victim = rows[Math.floor(o.random() * rows.length)]?.pid;
      if (victim === undefined) return;
      const how = o.random();
      if (how < (o.crashed ?? 0)) {
        o.killBackend?.(victim);
        count('kill -9');
      } else {
        const name = how < (o.crashed ?? 0) + (o.cancelled ?? 0) ? 'cancel' : 'terminate';
        await client.query(`SELECT pg_${name}_backend($1)`, [victim]);
        count(name);
      }
    } catch {
      count('missed');
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  const done = (async () => {
    while (!stopped) {
      await strike();
      const [least, most] = o.pauseMs;
      await sleep(least + o.random() * (most - least));
    }
  })();
  return {
    struck,
    async stop() {
      stopped = true;
      await done;
    },
  };
}

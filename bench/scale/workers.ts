/**
 * `npx tsx bench/scale/workers.ts [COUNTS] [ENCODERS] [SECONDS]`: encoders a minute of 1, 2, 3 and 4 real `engram worker` processes (COUNTS: such as
 * 1,2,4), each with a home of its own and nothing but the address of the database, on a scratch database. Training is made slow without a
 * processor: storing an encoder takes SECONDS longer, in PostgreSQL. A worker with one thread has two encoders under way, so that it could
 * do 120 / SECONDS a minute. The rate is that of the encoders stored after the first of each pair under way.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { query, runs } from '@engram/store';
import { machineLine } from '../machine.ts';
import { openScratchStore } from '../scratch-store.ts';

const [counts = '1,2,3,4', encoders = '36', seconds = '5'] = process.argv.slice(2);
const bin = fileURLToPath(new URL('../../cli/bin/engram.mjs', import.meta.url));
const store = await openScratchStore({ artifacts: 'postgres' });
const homes: string[] = [];
const all: ChildProcess[] = [];

async function engram(
  ...args: string[]
): Promise<{ child: ChildProcess; said: { out: string; err: string } }> {
  const home = await mkdtemp(join(tmpdir(), 'engram-bench-worker-'));
  homes.push(home);
  const env = {
    DATABASE_URL: store.url,
    ENGRAM_HOME: home,
    ENGRAM_THREADS: '1',
    ENGRAM_CODE_VERSION: 'bench',
  };
  const child = spawn(process.execPath, [bin, ...args], { env: { ...process.env, ...env } });
  all.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
  return { child, said };
}

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode === null && child.signalCode === null
    ? new Promise((resolve) => child.once('exit', () => resolve()))
    : Promise.resolve();

async function done(...args: string[]): Promise<string> {
  const { child, said } = await engram(...args);
  await ended(child);
  if (child.exitCode !== 0) throw new Error(said.err);
  return said.out;
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await sleep(100);
}

try {
  console.log(`${machineLine()}, ${encoders} encoders, each ${seconds} s longer`);
  await done('import', 'dataset', 'mnist');
  await store.pool.query(`
    CREATE TABLE bench_stored (at timestamptz NOT NULL);
    CREATE FUNCTION bench_slowly() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_sleep(${Number(seconds)}); INSERT INTO bench_stored VALUES (clock_timestamp()); RETURN NULL; END $$;
    CREATE TRIGGER bench_slowly AFTER INSERT OR UPDATE ON encoder
      FOR EACH ROW WHEN (NEW.checkpoint_hash IS NOT NULL) EXECUTE FUNCTION bench_slowly();`);
  for (const [at, count] of counts.split(',').map(Number).entries()) {
    await store.pool.query('TRUNCATE bench_stored');
    const workers = await Promise.all(Array.from({ length: count }, () => engram('worker')));
    await until(() => workers.every(({ said }) => said.err.includes('Worker worker-')));
    const set = ['datapoints=100', `encoders=${encoders}`, 'epochs=1', `seed=${at + 1}`];
    const queued = await done(
      'run',
      'smoke',
      ...set.flatMap((one) => ['--set', one]),
      '--no-follow',
      '--json',
    );
    const { id } = JSON.parse(queued) as { id: string };
    const begunMs = performance.now();
    await until(async () => ['SUCCEEDED', 'FAILED'].includes((await runs.find(store, id))!.status));
    const wholeS = (performance.now() - begunMs) / 1000;
    const [stored] = await query<{ count: number; seconds: number }>(
      store,
      `SELECT count(*)::int AS count, extract(epoch FROM max(at) - (SELECT at FROM bench_stored ORDER BY at LIMIT 1 OFFSET $1))::float8 AS seconds
       FROM (SELECT at FROM bench_stored ORDER BY at OFFSET $1 + 1) later`,
      [2 * count - 1],
    );
    const { status } = (await runs.find(store, id))!;
    const perMinute = (stored!.count * 60) / stored!.seconds;
    console.log(
      `${count} workers: ${perMinute.toFixed(1)} encoders/min (${stored!.count} stored in ${stored!.seconds.toFixed(1)} s), ` +
        `run ${status} after ${wholeS.toFixed(1)} s, load ${loadavg()[0]!.toFixed(1)}`,
    );
    for (const { child } of workers) child.kill('SIGTERM');
    await Promise.all(workers.map(({ child }) => ended(child)));
  }
} finally {
  for (const child of all) child.kill('SIGKILL');
  await Promise.all(all.map(ended));
  await store.close();
  for (const home of homes) await rm(home, { recursive: true, force: true });
}

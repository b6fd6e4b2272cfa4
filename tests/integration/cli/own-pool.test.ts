import { runs } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engram, EngramProcess, until } from '../../helpers/processes/engram.ts';
import { missingEngine } from '../../helpers/processes/missing-engine.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';
import { lockTable } from '../../helpers/postgres/locked-table.ts';

let place: EngramHome;
let program: EngramProcess;
let api: string;

beforeAll(async () => {
  place = await openHome();
  expect((await engram(['import', 'dataset', 'mnist'], place)).exitCode).toBe(0);
  const env = { ...place.env, ENGRAM_API_PORT: '0', ENGRAM_WEB_PORT: '0' };
  program = new EngramProcess(['start', '--no-demo', '--json'], { ...place, env, timeoutMs: 280_000 });
  api = await until('the API is up', async () => /"api": ?"(http:[^"]*)"/.exec(program.stdout)?.[1]);
});
afterAll(async () => {
  program?.kill('SIGKILL');
  await program?.ended;
  await place?.close();
});

const ask = async (query: string, address = api): Promise<string> =>
  (
    await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
  ).text();

async function queueRun(): Promise<string> {
  const settings = ['--set', 'datapoints=40', '--set', 'encoders=2', '--set', 'epochs=1'];
  const { stdout } = await engram(['run', 'smoke', ...settings, '--no-follow', '--json'], place);
  return (JSON.parse(stdout) as { id: string }).id;
}

it('requests that take all connections that the API gives a caller do not keep the worker of the same process from its run', async () => {
  const lock = await lockTable(place.store.url, 'saved_view');
  let isOver = false;
  // More than the pool has, and as many as one caller may take of it wait, again and again.
  const asking = Array.from({ length: 16 }, async () => {
    while (!isOver) await ask('{ savedViews { id } }');
  });
  await until('all but one of the connections of the API wait', async () => (await waiting()) >= 3);
  const id = await queueRun();
  await until('the run is done', async () => (await runs.find(place.store, id))?.status === 'SUCCEEDED', {
    timeoutMs: 200_000,
  });
  isOver = true;
  await lock.free();
  await Promise.all(asking);
});

it('a worker that waits for the database does not keep the API from answering', async () => {
  // Only the worker uses it; a run that is queued looks for encoders that are trained already.
  const lock = await lockTable(place.store.url, 'encoder_measurement');
  const id = await queueRun();
  await until('the worker waits', async () => (await waiting()) > 0);
  for (let round = 0; round < 20; round += 1) expect(await ask('{ datasets { slug } }')).toContain('"mnist"');
  await lock.free();
  await until('the run is done', async () => (await runs.find(place.store, id))?.status === 'SUCCEEDED', {
    timeoutMs: 200_000,
  });
});

it('a second one whose engine is missing says so once, and serves without a worker', async () => {
  const env = { ...place.env, ...missingEngine, ENGRAM_API_PORT: '0', ENGRAM_WEB_PORT: '0' };
  const second = new EngramProcess(['start', '--json'], { ...place, env });
  const address = await until('its API is up', async () => /"api": ?"(http:[^"]*)"/.exec(second.stdout)?.[1]);
  const { data } = JSON.parse(await ask('{ datasets { slug } }', address)) as { data: unknown };
  second.kill('SIGTERM');
  const { stderr } = await second.ended;
  expect(data).toEqual({ datasets: [{ slug: 'mnist' }] });
  expect(stderr.match(/cannot be used here/g)).toHaveLength(1);
  expect(stderr).toMatch(/start without a worker.*engram worker/);
});

/** Statements that wait for a lock. */
async function waiting(): Promise<number> {
  const { rows } = await place.store.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND application_name LIKE 'engram%'`,
  );
  return rows[0]!.count;
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { scores } from '@engram/store';
import express from 'express';
import { expect, it } from 'vitest';
import { giveUpAfter } from '../../../server/src/http/give-up.ts';
import { withApi } from './api.ts';

const api = withApi();

/** Backends that wait for a lock. */
async function waiting(): Promise<number> {
  const { rows } = await api.store.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]!.count;
}

async function until(count: number): Promise<void> {
  for (let left = 100; left > 0 && (await waiting()) !== count; left--) await setTimeout(50);
  expect(await waiting()).toBe(count);
}

/** Scores cannot be read while `action` runs. */
async function withScoresLocked(action: () => Promise<void>): Promise<void> {
  const holder = await api.store.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE score IN ACCESS EXCLUSIVE MODE');
    await action();
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
}

it('the statement of a client that goes away is cancelled in the database', async () => {
  await withScoresLocked(async () => {
    const leave = new AbortController();
    const answer = fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'query($run: ID!) { scores(filter: { run: $run }, first: 10) { nodes { value } } }',
        variables: { run: api.seed.first },
      }),
      signal: leave.signal,
    });
    const left = expect(answer).rejects.toThrow('aborted');
    await until(1);
    leave.abort();
    await left;
    await until(0);
  });
  const { scores: page } = await api.get<{ scores: { nodes: unknown[] } }>(
    'query($run: ID!) { scores(filter: { run: $run }, first: 10) { nodes { value } } }',
    { run: api.seed.first },
  );
  expect(page.nodes).toHaveLength(10);
});

it('a request that takes too long is told so, and its statement is cancelled', async () => {
  const app = express();
  app.use(giveUpAfter(300));
  app.get('/', async (_request, response) => {
    const code = await scores.count(api.store, { run: api.seed.first }).then(
      () => 'none',
      (error: { code: string }) => error.code,
    );
    response.json({ code });
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  try {
    await withScoresLocked(async () => {
      const { port } = server.address() as AddressInfo;
      const response = await fetch(`http://127.0.0.1:${port}/`);
      expect(await response.json()).toEqual({ code: 'LIMIT_EXCEEDED' });
      expect(await waiting()).toBe(0);
    });
  } finally {
    server.close();
  }
});

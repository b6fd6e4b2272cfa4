import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { limitedBy, scores } from '@engram/store';
import express from 'express';
import { expect, it } from 'vitest';
import { timeoutAfter, abortSignalOf } from '../../../../server/src/http/request-timeout.ts';
import { withApi } from '../api.ts';
import { untilWaiting, withScoresLocked } from '../score/locked-scores.ts';

const api = withApi();

it('the statement of a client that goes away is cancelled in the database', async () => {
  await withScoresLocked(api.store, async () => {
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
    await untilWaiting(api.store, 1);
    leave.abort();
    await left;
    await untilWaiting(api.store, 0);
  });
  const { scores: page } = await api.get<{ scores: { nodes: unknown[] } }>(
    'query($run: ID!) { scores(filter: { run: $run }, first: 10) { nodes { value } } }',
    { run: api.seed.first },
  );
  expect(page.nodes).toHaveLength(10);
});

it('a request that takes too long is told so, and its statement is cancelled', async () => {
  const app = express();
  app.use(timeoutAfter(300));
  app.get('/', async (_request, response) => {
    const store = limitedBy(api.store, abortSignalOf(response));
    const code = await scores.count(store, { run: api.seed.first }).then(
      () => 'none',
      (error: { code: string }) => error.code,
    );
    response.json({ code });
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  try {
    await withScoresLocked(api.store, async () => {
      const { port } = server.address() as AddressInfo;
      const response = await fetch(`http://127.0.0.1:${port}/`);
      expect(await response.json()).toEqual({ code: 'LIMIT_EXCEEDED' });
      await untilWaiting(api.store, 0);
    });
  } finally {
    server.close();
  }
});

import cluster from 'node:cluster';
import { Agent, get } from 'node:http';
import { text as readAll } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from '@engram/server';
import { describe, expect, it } from 'vitest';
import { until } from '../../../helpers/processes/engram.ts';
import { withApi } from '../api.ts';
import { ask, processesServe, servingPids, withProcesses } from './with-processes.ts';

const api = withApi();
processesServe(api);

interface Senders {
  /** Waits until each client has been answered so many times more. */
  answered(times: number): Promise<void>;
  stop(): Promise<(number | string)[]>;
}

/** Sends until told to stop, each client over a connection of its own with its own pause. */
function sendThroughout(url: string, pausesMs: readonly number[]): Senders {
  const heard: (number | string)[] = [];
  const answers = pausesMs.map(() => 0);
  let isOver = false;
  const clients = pausesMs.map(async (pauseMs, client) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (!isOver) {
      heard.push(await ask(url, agent));
      answers[client]! += 1;
      await sleep(pauseMs);
    }
    agent.destroy();
  });
  return {
    async answered(times) {
      const before = [...answers];
      const all = async () => answers.every((count, client) => count >= before[client]! + times);
      await until(`each client is answered ${times} times more`, all);
    },
    async stop() {
      isOver = true;
      await Promise.all(clients);
      return heard;
    },
  };
}

const metric = async (url: string, name: RegExp): Promise<number> => {
  // A connection that is kept would keep its process.
  const text = await new Promise<string>((resolve, reject) =>
    get(`${url}/metrics`, { agent: new Agent({ keepAlive: false }) }, (response) =>
      readAll(response).then(resolve, reject),
    ).on('error', reject),
  );
  return [...text.matchAll(new RegExp(`^${name.source} (\\S+)$`, 'gm'))].reduce(
    (sum, [, value]) => sum + Number(value),
    0,
  );
};
const operations = /engram_api_operation_duration_seconds_count\{.*\}/;

describe('an API of two processes', () => {
  it('is restarted without losing a request of clients that send throughout', async () => {
    await withProcesses({}, async ({ url, restart }) => {
      const before = servingPids();
      const clients = sendThroughout(url, [0, 0, 0, 5, 50, 400, 1_500]);
      await clients.answered(1);
      await restart();
      await clients.answered(2);
      const heard = await clients.stop();
      expect(heard.filter((one) => one !== 200)).toEqual([]);
      const after = servingPids().filter((pid) => !before.includes(pid));
      expect(after).toHaveLength(2);
      // Those that were replaced end as soon as their clients have gone.
      await until('the old processes have ended', async () => servingPids().length === 2);
    });
  });

  it(
    'counts for Prometheus what all processes did, also those that were replaced',
    { tags: 'slow' },
    async () => {
      await withProcesses({}, async ({ url, restart }) => {
        const agent = new Agent({ keepAlive: false });
        for (let n = 0; n < 10; n++) expect(await ask(url, agent)).toBe(200);
        expect(await metric(url, operations)).toBe(10);
        expect(await metric(url, /engram_api_processes/)).toBe(2);
        await restart();
        await until('the old processes have ended', async () => servingPids().length === 2);
        expect(await ask(url, agent)).toBe(200);
        expect(await metric(url, operations)).toBe(11);
        expect(await metric(url, /engram_api_processes/)).toBe(2);
      });
    },
  );

  it(
    'cuts a stream when its process is replaced, so that its reader opens another',
    { tags: 'slow' },
    async () => {
      await withProcesses({}, async ({ url, restart }) => {
        const open = () =>
          fetch(`${url}/graphql/stream`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ query: 'subscription { notesChanged { revision } }' }),
          });
        const stream = await open();
        const ended = stream.text().catch((error: Error) => error.message);
        await restart();
        expect(await ended).toBe('terminated');
        const again = (await open()).body!.getReader();
        expect(new TextDecoder().decode((await again.read()).value)).toContain('event: next');
        await again.cancel();
      });
    },
  );

  it(
    'goes on with its old processes when new ones do not start, and says why',
    { tags: 'slow' },
    async () => {
      await withProcesses({}, async ({ url, restart }) => {
        const before = servingPids();
        const address = process.env.DATABASE_URL;
        process.env.DATABASE_URL = 'postgresql://nobody:wrong@127.0.0.1:1/nothing';
        await expect(restart()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
        process.env.DATABASE_URL = address;
        await until('only the old ones serve', async () => servingPids().join() === before.join());
        expect(await ask(url, new Agent({ keepAlive: false }))).toBe(200);
        await restart();
      });
    },
  );

  it(
    'ends old processes by themselves when it closes while clients keep their connections',
    { tags: 'slow' },
    async () => {
      const ends: (number | string | null)[] = [];
      const note = (_: unknown, code: number | null, signal: string | null) => void ends.push(signal ?? code);
      cluster.on('exit', note);
      const agents = Array.from({ length: 4 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
      try {
        await withProcesses({}, async ({ url, restart }) => {
          for (const agent of agents) expect(await ask(url, agent)).toBe(200);
          await restart();
          expect(servingPids()).toHaveLength(4);
        });
        expect(ends).toEqual([0, 0, 0, 0]);
      } finally {
        cluster.off('exit', note);
        for (const agent of agents) agent.destroy();
      }
    },
  );

  it('says when its port is taken, as one process does', async () => {
    const other = await startServer({ store: api.store, host: '127.0.0.1', port: 0 });
    try {
      await expect(withProcesses({ port: other.port }, async () => undefined)).rejects.toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining(`The port ${other.port} is taken`) as string,
      });
      expect(servingPids()).toEqual([]);
    } finally {
      await other.close();
    }
  });
});

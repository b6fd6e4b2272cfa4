import { Agent, request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { until } from '../../../helpers/processes/engram.ts';
import { withApi } from '../api.ts';
import { makeToken } from '../http/access.ts';
import { processesServe, servingPids, withProcesses } from './with-processes.ts';

const api = withApi();
processesServe(api);

interface Heard {
  status: number;
  text: string;
  headers: Record<string, unknown>;
}

/** Over a connection of its own, so that the two processes answer in turn. */
function askOnce(url: string, token: string, query: string, path = '/graphql'): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${url}${path}`,
      {
        method: 'POST',
        agent: new Agent({ keepAlive: false }),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      },
      (response) => {
        let text = '';
        const heard = () => resolve({ status: response.statusCode!, text, headers: response.headers });
        response.on('data', (part: Buffer) => (text += part.toString()));
        response.on('end', heard);
        // A stream has no end: what it says first is enough, and it stays open.
        if (path.endsWith('/stream') && response.statusCode === 200) response.once('data', heard);
        response.on('error', () => undefined);
      },
    );
    call.on('error', reject);
    call.end(JSON.stringify({ query, variables: { id: api.seed.first } }));
  });
}

const count = (all: Heard[], status: number): number => all.filter((one) => one.status === status).length;

describe('an API of two processes', () => {
  it('gives a token one budget, not one a process', async () => {
    const token = await makeToken(api);
    await withProcesses({ rateLimit: 10 }, async ({ url }) => {
      const answers: Heard[] = [];
      for (let n = 0; n < 20; n++) answers.push(await askOnce(url, token, '{ rateLimit { remaining } }'));
      expect([count(answers, 200), count(answers, 429)]).toEqual([10, 10]);
      const remaining = answers.slice(0, 10).map(({ text }) => Number(/"remaining":(\d+)/.exec(text)![1]));
      expect(remaining).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
      expect(answers[9]!.headers.ratelimit).toMatch(/^"token";r=0;t=\d+$/);
      expect(Number(answers[10]!.headers['retry-after'])).toBeGreaterThan(30);
    });
  });

  it('takes what asks at the same moment from one budget', async () => {
    const token = await makeToken(api);
    await withProcesses({ rateLimit: 10 }, async ({ url }) => {
      const answers = await Promise.all(
        Array.from({ length: 30 }, () => askOnce(url, token, '{ rateLimit { remaining } }')),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([
        ...Array<number>(10).fill(200),
        ...Array<number>(20).fill(429),
      ]);
    });
  });

  it('shares its streams over all processes, and has them back when a process is killed', async () => {
    const token = await makeToken(api);
    const watch = 'subscription { notesChanged { revision } }';
    await withProcesses({ limits: { streams: 4 } }, async ({ url }) => {
      const open = () => askOnce(url, token, watch, '/graphql/stream');
      const first = [await open(), await open(), await open(), await open()];
      expect(first.map(({ status }) => status)).toEqual([200, 200, 503, 503]);
      const killed = servingPids();
      expect(killed).toHaveLength(2);
      process.kill(killed[0]!, 'SIGKILL');
      const pids = await until('the killed process is replaced', async () => {
        const now = servingPids();
        return now.length === 2 && !now.includes(killed[0]!) && now;
      });
      expect(pids).toContain(killed[1]);
      await until('a stream is opened again', async () => (await open()).status === 200);
    });
  });
});

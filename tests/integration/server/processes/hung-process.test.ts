import { Agent } from 'node:http';
import { describe, expect, it } from 'vitest';
import { until } from '../../../helpers/processes/engram.ts';
import { withApi } from '../api.ts';
import { ask, processesServe, servingPids, withProcesses } from './with-processes.ts';

const api = withApi();
processesServe(api);

describe('a process of the API that hangs', () => {
  it('is killed and replaced, and whoever waited for it is told so', async () => {
    const said: string[] = [];
    await withProcesses(
      { pingMs: 500, log: ({ message }) => void said.push(String(message)) },
      async ({ url }) => {
        const agentsOf = (length: number) =>
          Array.from({ length }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
        const [agents, later] = [agentsOf(4), agentsOf(3)];
        try {
          // New connections go to the processes in turn.
          for (const agent of agents) expect(await ask(url, agent)).toBe(200);
          const [hung, other] = servingPids();
          process.kill(hung!, 'SIGSTOP');
          const heard = await Promise.all([agents, later].map((some) => Promise.all(some.map((agent) => ask(url, agent))))); // prettier-ignore
          expect(heard[0]!.toSorted()).toEqual([200, 200, 'ECONNRESET', 'ECONNRESET']);
          // One was given to it, which it never took.
          expect(heard[1]!.toSorted()).toEqual([200, 200, 'ECONNRESET']);
          await until('another process is there', async () => servingPids().length === 2 && !servingPids().includes(hung!)); // prettier-ignore
          expect(servingPids()).toContain(other);
          expect(said).toEqual(['a process of the API was hung and killed, and is replaced']);
          for (const agent of agents) expect(await ask(url, agent)).toBe(200);
        } finally {
          for (const agent of [...agents, ...later]) agent.destroy();
        }
      },
    );
  });
});

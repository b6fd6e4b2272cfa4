import cluster from 'node:cluster';
import { request, type Agent } from 'node:http';
import { fileURLToPath } from 'node:url';
import { startApiProcesses, type ApiProcessesOptions, type RunningProcesses } from '@engram/server';
import { afterAll, beforeAll } from 'vitest';
import type { Api } from '../api.ts';

const entry = fileURLToPath(new URL('../../../../cli/src/serving/api-process.mjs', import.meta.url));

/** Lets processes that are started find the store of `api`, for all tests of a file. */
export function processesServe(api: Api): void {
  const before = { ...process.env };
  beforeAll(() => {
    process.env.DATABASE_URL = api.store.url;
    process.env.ENGRAM_HOME = api.store.home;
    process.env.ENGRAM_CODE_VERSION = 'test';
  });
  afterAll(() => {
    process.env = before;
  });
}

/** An API of two processes, for the length of `work`. */
export async function withProcesses(
  options: Partial<ApiProcessesOptions>,
  work: (server: RunningProcesses) => Promise<void>,
): Promise<void> {
  const { rateLimit = 0 } = options;
  process.env.ENGRAM_RATE_LIMIT = String(rateLimit);
  const server = await startApiProcesses({
    count: 2,
    entry,
    host: '127.0.0.1',
    port: 0,
    rateLimit,
    log: () => undefined,
    ...options,
  });
  try {
    await work(server);
  } finally {
    await server.close();
  }
}

/** Those that serve. */
export const servingPids = (): number[] =>
  Object.values(cluster.workers ?? {}).flatMap((worker) => worker?.process.pid ?? []);

const body = JSON.stringify({ query: '{ runs(first: 1) { nodes { id } } }' });

/** A client that keeps its connection, as browsers and libraries do. @returns the status, or the error's code */
export function ask(url: string, agent: Agent): Promise<number | string> {
  return new Promise((resolve) => {
    const call = request(
      `${url}/graphql`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode!));
        response.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      },
    );
    call.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    call.end(body);
  });
}

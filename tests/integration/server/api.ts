import { startServer, type RunningServer, type ServerOptions } from '@engram/server';
import type { Store } from '@engram/store';
import { afterAll, beforeAll, expect } from 'vitest';
import { withScratchStore } from '../../helpers/postgres/store.ts';
import { seed, type Seed } from './seed.ts';

export interface ApiError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; argument?: string; requestId: string };
}

export interface Answer<T> {
  status: number;
  data: T | null | undefined;
  errors?: ApiError[];
}

export interface Api {
  readonly store: Store;
  readonly seed: Seed;
  readonly url: string;
  /** What the server logged. */
  readonly logged: { message: string; error?: unknown }[];
  ask<T>(query: string, variables?: Record<string, unknown>): Promise<Answer<T>>;
  /** The data; fails the test when there are errors. */
  get<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
  /** The only error; fails the test when there is none or more. */
  refusal(query: string, variables?: Record<string, unknown>): Promise<ApiError>;
}

export async function post<T>(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const answer = (await response.json()) as Omit<Answer<T>, 'status'>;
  // Whatever is refused, and by whom: reader and log find it under the same id.
  for (const { extensions } of answer.errors ?? [])
    expect(extensions.requestId).toBe(response.headers.get('x-request-id'));
  return { status: response.status, ...answer };
}

/** A server on a seeded scratch store, for all tests of a file. */
export function withApi(options: Partial<ServerOptions> = {}): Api {
  const scratch = withScratchStore();
  const logged: Api['logged'] = [];
  let server: RunningServer | undefined;
  let seeded: Seed | undefined;
  beforeAll(async () => {
    seeded = await seed(scratch.store);
    const log: ServerOptions['log'] = (entry) => void logged.push(entry);
    server = await startServer({ store: scratch.store, host: '127.0.0.1', port: 0, log, ...options });
  });
  afterAll(() => server?.close());
  const ask: Api['ask'] = (query, variables) => post(`${server!.url}/graphql`, { query, variables });
  return {
    get store() {
      return scratch.store;
    },
    get seed() {
      return seeded!;
    },
    get url() {
      return server!.url;
    },
    logged,
    ask,
    async get<T>(query: string, variables?: Record<string, unknown>) {
      const { data, errors } = await ask<T>(query, variables);
      expect(errors).toBeUndefined();
      return data!;
    },
    async refusal(query, variables) {
      const { errors } = await ask(query, variables);
      expect(errors).toHaveLength(1);
      return errors![0]!;
    },
  };
}

import { startServer, type RunningServer, type ServerOptions } from '@engram/server';
import { tokens } from '@engram/store';
import type { TokenScope } from '@engram/core';
import type { Api, Answer } from '../api.ts';

/** Headers of an answer beside what it says. */
export type Heard<T> = Answer<T> & { headers: Headers };

/** Asks with a token, or without. */
export async function askAs<T>(
  server: { url: string },
  token: string | null,
  query: string,
  variables?: object,
): Promise<Heard<T>> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const said = (await response.json()) as Omit<Answer<T>, 'status'>;
  return { status: response.status, headers: response.headers, ...said };
}

/** A second server on the store of `api`, for the length of `work`. */
export async function withServer<T>(
  api: Api,
  options: Partial<ServerOptions>,
  work: (server: RunningServer) => Promise<T>,
): Promise<T> {
  const server = await startServer({ store: api.store, host: '127.0.0.1', port: 0, ...options });
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

let made = 0;

/** A token with a name of its own, such as 'a read 1'. */
export async function makeToken(api: Api, scope: TokenScope = 'read', expiresInMs = 60_000): Promise<string> {
  const expiresAt = new Date(Date.now() + expiresInMs);
  return (await tokens.create(api.store, { name: `a ${scope} ${++made}`, scope, expiresAt })).token;
}

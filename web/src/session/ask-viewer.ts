import { scopesByName, type TokenScope } from '@engram/core';
import type { WebEnv } from '../env.ts';
import hashes from '../graphql/document-hashes.json' with { type: 'json' };

const timeoutMs = 10_000;

/** What a token says of its holder. */
export interface Viewer {
  tokenName: string;
  scope: TokenScope;
  /** ISO 8601. */
  expiresAt: string;
}

export interface ViewerAnswer {
  viewer: Viewer | null;
  /** The API's response when it gives no viewer: its status and errors. */
  failure: { status: number; body: string } | null;
}

/** Asks the API whose token this is. @throws when the API does not answer */
export async function askViewer(token: string, { apiUrl }: WebEnv): Promise<ViewerAnswer> {
  const answer = await fetch(`${apiUrl}/graphql`, {
    method: 'POST',
    // Next's own option, which the types of Node's fetch lack.
    ...{ cache: 'no-store' as const },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: hashes.Viewer } } }),
  });
  const body = await answer.text();
  if (!answer.ok) return { viewer: null, failure: { status: answer.status, body } };
  const { data } = JSON.parse(body) as {
    data?: { viewer: Omit<Viewer, 'scope'> & { scope: string } } | null;
  };
  const scope = scopesByName[data?.viewer.scope ?? ''];
  // A name that this version does not know is that of a newer API; so is an error with status 200.
  if (!data || !scope) return { viewer: null, failure: { status: 502, body } };
  return { viewer: { ...data.viewer, scope }, failure: null };
}

import {
  Client,
  fetchExchange,
  ssrExchange,
  type AnyVariables,
  type SSRData,
  type TypedDocumentNode,
} from '@urql/core';
import { headers } from 'next/headers';
import { authorization, readEnv } from '../env.ts';
import { persistedExchange } from './persisted-exchange.ts';

export interface PageRequest<Data = unknown, Variables extends AnyVariables = AnyVariables> {
  query: TypedDocumentNode<Data, Variables>;
  variables: Variables;
}

/** A request whose variables are checked against its document. */
export function pageRequest<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): PageRequest {
  return { query, variables } as unknown as PageRequest;
}

const timeoutMs = 10_000;

/**
 * Asks the API for all that a page shows at first, side by side. Failures travel inside the answer, so that the page is
 * drawn with them and tries again in the browser.
 */
export async function prefetch(requests: readonly PageRequest[]): Promise<SSRData> {
  const env = readEnv();
  const ssr = ssrExchange({ isClient: false });
  const client = new Client({
    url: `${env.apiUrl}/graphql`,
    exchanges: [ssr, persistedExchange, fetchExchange],
    preferGetMethod: false,
    requestPolicy: 'network-only',
    fetchOptions: { headers: authorization(env, await headers()) },
    fetch: (input, init) =>
      fetch(input, { ...init, cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) }),
  });
  await Promise.all(requests.map(({ query, variables }) => client.query(query, variables).toPromise()));
  return ssr.extractData();
}

/** The data of one of the requests, when it was answered. */
export function dataOf(ssr: SSRData): unknown[] {
  return Object.values(ssr).flatMap((entry) => (entry.data ? [JSON.parse(entry.data) as unknown] : []));
}

import { deepestNesting, nestingOfValue } from '@engram/core';
import hashes from '../graphql/document-hashes.json' with { type: 'json' };
import mutationHashes from '../graphql/mutation-hashes.json' with { type: 'json' };

const known = new Set<unknown>(Object.values(hashes));
const mutations = new Set<unknown>(Object.values(mutationHashes));

interface RawRequest {
  query?: unknown;
  variables?: unknown;
  extensions?: { persistedQuery?: { sha256Hash?: unknown } };
}

export interface PersistedBody {
  text: string;
  isMutation: boolean;
  /** Whether lists and objects lie in each other more deeply than the API reads. */
  isTooDeep: boolean;
}

/** The request for a document of our own by its hash, written anew; null when it is anything else. */
export function persistedBody(body: Uint8Array): PersistedBody | null {
  const { query, variables, extensions } = parsed(body);
  const sha256Hash = extensions?.persistedQuery?.sha256Hash;
  if (query !== undefined || !known.has(sha256Hash)) return null;
  if (nestingOfValue(variables) > deepestNesting) return { text: '', isMutation: false, isTooDeep: true };
  return {
    text: JSON.stringify({ variables, extensions: { persistedQuery: { version: 1, sha256Hash } } }),
    isMutation: mutations.has(sha256Hash),
    isTooDeep: false,
  };
}

function parsed(body: Uint8Array): RawRequest {
  try {
    return (JSON.parse(new TextDecoder().decode(body)) as RawRequest | null) ?? {};
  } catch {
    return {};
  }
}

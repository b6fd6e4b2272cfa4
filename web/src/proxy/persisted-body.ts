import { deepestNesting, isSha256, nestingOfValue } from '@engram/core';
import hashes from '../graphql/document-hashes.json' with { type: 'json' };
import mutationHashes from '../graphql/mutation-hashes.json' with { type: 'json' };

const known = new Set<unknown>(Object.values(hashes));
const mutations = new Set<unknown>(Object.values(mutationHashes));

interface RawRequest {
  query?: unknown;
  variables?: unknown;
  extensions?: { persistedQuery?: { sha256Hash?: unknown } };
}

export type PersistedBody =
  /** A document of our own, by its hash, written anew. */
  | { kind: 'known'; text: string; isMutation: boolean }
  /** A hash that is none of our documents: that of a page of another version. */
  | { kind: 'unknown' }
  /** Lists and objects lie in each other more deeply than the API reads. */
  | { kind: 'too-deep' };

/** The request for a document by its hash; null when it is anything else. */
export function persistedBody(body: Uint8Array): PersistedBody | null {
  const { query, variables, extensions } = parsed(body);
  const sha256Hash = extensions?.persistedQuery?.sha256Hash;
  if (query !== undefined || typeof sha256Hash !== 'string' || !isSha256(sha256Hash)) return null;
  if (!known.has(sha256Hash)) return { kind: 'unknown' };
  if (nestingOfValue(variables) > deepestNesting) return { kind: 'too-deep' };
  return {
    kind: 'known',
    text: JSON.stringify({ variables, extensions: { persistedQuery: { version: 1, sha256Hash } } }),
    isMutation: mutations.has(sha256Hash),
  };
}

function parsed(body: Uint8Array): RawRequest {
  try {
    return (JSON.parse(new TextDecoder().decode(body)) as RawRequest | null) ?? {};
  } catch {
    return {};
  }
}

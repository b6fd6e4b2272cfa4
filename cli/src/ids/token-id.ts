import { commandLine, DomainError, isShortId, shortestId } from '@engram/core';
import { tokens, type Store } from '@engram/store';
import { plain } from '../output/output.ts';

/**
 * The id of the token meant by an id or by the beginning of one.
 * @throws DomainError INVALID_ARGUMENT when it is no id, or fits several tokens; NOT_FOUND when it fits none
 */
export async function findTokenId(store: Store, given: string): Promise<string> {
  const id = given.trim().toLowerCase();
  const found = (await tokens.list(store)).filter((row) => row.id.startsWith(id));
  if (found.length === 1 && (isShortId(id) || found[0]!.id === id)) return found[0]!.id;
  if (id.length < shortestId || found.length === 0)
    throw new DomainError(
      id.length < shortestId ? 'INVALID_ARGUMENT' : 'NOT_FOUND',
      `There is no token '${plain(given)}': give its id, or at least the first ${shortestId} characters. See the ids with: ${commandLine('token list')}`,
    );
  throw new DomainError(
    'INVALID_ARGUMENT',
    `'${id}' is the beginning of several tokens (${found.map((row) => row.id.slice(0, 12)).join(', ')}…): give more of it.`,
  );
}

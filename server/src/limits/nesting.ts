import { deepestNesting, DomainError, nestingOfValue } from '@engram/core';

/** Brackets, and what brackets mean nothing in: block strings, strings and comments. */
const bracketsOrText = /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|[[{(\])}]/g;

/** How deeply the brackets of a text in GraphQL or JSON are nested. */
function nestingOfText(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(bracketsOrText)) {
    if ('[{('.includes(token)) deepest = Math.max(deepest, (depth += 1));
    else if ('])}'.includes(token)) depth -= 1;
  }
  return deepest;
}

/**
 * Checks the document and the values of a GraphQL request before anything walks through them.
 * @throws DomainError LIMIT_EXCEEDED
 */
export function assertShallow(request: unknown): void {
  if (typeof request !== 'object' || request === null) return;
  const { query, variables, extensions } = request as Record<string, unknown>;
  const members = { query, variables, extensions };
  for (const [name, value] of Object.entries(members)) {
    const depth = typeof value === 'string' ? nestingOfText(value) : nestingOfValue(value);
    if (depth > deepestNesting)
      throw new DomainError(
        'LIMIT_EXCEEDED',
        `'${name}' nests its values more than ${deepestNesting} levels deep. Send flatter ones; filters go 8 levels deep.`,
      );
  }
}

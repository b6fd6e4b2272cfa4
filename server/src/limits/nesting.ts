import { DomainError } from '@engram/core';

/**
 * Deepest nesting of brackets in a document and of lists and objects in its variables. The deepest filter within the deepest
 * selection needs 36; some thousands would exhaust the stack of whoever parses, validates or converts them.
 */
export const deepestNesting = 64;

/** Brackets, and what brackets mean nothing in: block strings, strings and comments. */
const bracketsOrText = /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|[[{(\])}]/g;

/** How deeply the brackets of a text in GraphQL or JSON are nested. */
export function nestingOfText(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(bracketsOrText)) {
    if ('[{('.includes(token)) deepest = Math.max(deepest, (depth += 1));
    else if ('])}'.includes(token)) depth -= 1;
  }
  return deepest;
}

/** How deeply lists and objects lie within each other; what is deeper than `limit` is not looked at. */
export function nestingOfValue(value: unknown, limit = deepestNesting): number {
  let depth = 0;
  let level = [value].filter(isContainer);
  while (level.length > 0 && depth <= limit) {
    depth += 1;
    level = level.flatMap((one) => Object.values(one).filter(isContainer));
  }
  return depth;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * Checks the document and the values of a GraphQL request before anything walks through them.
 * @throws DomainError LIMIT_EXCEEDED
 */
export function assertShallow(request: unknown): void {
  if (!isContainer(request)) return;
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

/**
 * Deepest nesting of brackets in a document and of lists and objects in its variables. The deepest filter within the deepest
 * selection needs 36; some thousands would exhaust the stack of whoever parses, validates or converts them.
 */
export const deepestNesting = 64;

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

type Members = Record<string, unknown>;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * `base` with the members of `changes` put over it, object by object. A part that names another `key` (another method, encoder
 * or estimator) replaces the old one whole, since the settings of one mean nothing to the other.
 */
export function mergeConfig(base: unknown, changes: unknown): unknown {
  if (!isObject(base) || !isObject(changes)) return changes;
  if ('key' in changes && 'key' in base && changes.key !== base.key) return changes;
  const merged = Object.entries(changes).map(([name, value]) => [
    name,
    Object.hasOwn(base, name) ? mergeConfig(base[name], value) : value,
  ]);
  return { ...base, ...(Object.fromEntries(merged) as Members) };
}

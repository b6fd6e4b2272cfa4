import { defaultOptimizer } from './optimizer.ts';

type Members = Record<string, unknown>;

/** Keys of parts that may go without. */
const unwrittenKeys: Readonly<Record<string, string>> = { optimizer: defaultOptimizer };

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * `base` with the members of `changes` put over it, object by object. A part that names another `key` (another method, encoder
 * or estimator) replaces the old one whole, since the settings of one mean nothing to the other.
 */
export function mergeConfig(base: unknown, changes: unknown, name = ''): unknown {
  if (!isObject(base) || !isObject(changes)) return changes;
  const keyOf = ({ key = unwrittenKeys[name] }: Members): unknown => key;
  if ('key' in changes && keyOf(base) !== undefined && keyOf(changes) !== keyOf(base)) return changes;
  const merged = Object.entries(changes).map(([member, value]) => [
    member,
    Object.hasOwn(base, member) ? mergeConfig(base[member], value, member) : value,
  ]);
  return { ...base, ...(Object.fromEntries(merged) as Members) };
}

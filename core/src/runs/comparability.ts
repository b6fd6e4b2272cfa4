import { DomainError } from '../errors.ts';
import type { ComparabilityKey } from '../scores/score.ts';

/** Names of the members in which two keys differ. */
export function differingKeys(a: ComparabilityKey, b: ComparabilityKey): (keyof ComparabilityKey)[] {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)] as (keyof ComparabilityKey)[]);
  return [...keys].filter((key) => a[key] !== b[key]);
}

/** Two scores may only be compared when they mean the same. @throws DomainError NOT_COMPARABLE naming the differing keys */
export function assertComparable(a: ComparabilityKey, b: ComparabilityKey): void {
  const differing = differingKeys(a, b);
  if (differing.length === 0) return;
  const list = differing.map((key) => `${key} (${String(a[key])} and ${String(b[key])})`).join(', ');
  throw new DomainError(
    'NOT_COMPARABLE',
    `These scores cannot be compared: they differ in ${list}. Compare their rankings, or score both in the same way.`,
  );
}

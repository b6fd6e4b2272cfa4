import { createRequire } from 'node:module';
import { DomainError, nearestNames, printableLine } from '@engram/core';

const ids = createRequire(import.meta.url)('spdx-license-ids') as string[];

/**
 * A licence by its SPDX identifier, written as SPDX writes it; null when none is given.
 * @throws DomainError INVALID_ARGUMENT when there is no such identifier
 */
export function licenseOf(given: string | null | undefined): string | null {
  const name = given?.trim() ?? '';
  if (name === '') return null;
  const known = ids.find((id) => id.toLowerCase() === name.toLowerCase());
  if (known) return known;
  const near = nearestNames(name.slice(0, 50), ids).join(' or ');
  throw new DomainError(
    'INVALID_ARGUMENT',
    `'${printableLine(name.slice(0, 100))}' is no licence identifier of SPDX (spdx.org/licenses). Did you mean ${near}? Data are often under CC-BY-4.0 or CC0-1.0.`,
  );
}

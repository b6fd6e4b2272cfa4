import { DomainError } from '@engram/core';

/**
 * @param isStored whether the dataset was in the store before: then its files were being restored
 * @throws DomainError CANCELLED when the import of `slug` was asked to stop
 */
export function assertNotCancelled(signal: AbortSignal | undefined, slug: string, isStored = false): void {
  if (!signal?.aborted) return;
  const left = isStored ? 'files of it may still be damaged, so import it again' : 'nothing of it is stored';
  throw new DomainError('CANCELLED', `The import of '${slug}' was stopped; ${left}.`);
}

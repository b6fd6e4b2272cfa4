import { DomainError } from '@engram/core';

/** @throws DomainError CANCELLED when the import of `slug` was asked to stop */
export function refuseWhenCancelled(signal: AbortSignal | undefined, slug: string): void {
  if (signal?.aborted)
    throw new DomainError('CANCELLED', `The import of '${slug}' was stopped; nothing of it is stored.`);
}

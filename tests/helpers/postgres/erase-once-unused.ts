import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@engram/core';
import { eraseEmbeddedDatabase } from '@engram/store';

/**
 * Erases the embedded database of a home whose processes have ended, or are about to: the server learns a little later that they have
 * gone. Waits for that alone, 20 s at most.
 */
export async function eraseOnceUnused(home: string): Promise<void> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    try {
      return await eraseEmbeddedDatabase(home);
    } catch (error) {
      const isUsed = error instanceof DomainError && error.code === 'CONFLICT';
      if (!isUsed || performance.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

import { diskTroubleIn, DomainError } from '@engram/core';

/** Of what a server logged, so many lines are shown. */
const shownLines = 5;

/**
 * Why the embedded server did not start, from all that it logged while it tried: what the disk refuses it says early, and its last
 * lines only that it ended.
 */
export function startFailure(said: string, { log, data }: { log: string; data: string }): DomainError {
  const trouble = diskTroubleIn(said, data);
  if (trouble) return trouble;
  const last = said.trim().split('\n').slice(-shownLines).join('\n');
  return new DomainError(
    'STORE_UNAVAILABLE',
    `The embedded PostgreSQL did not start; its log ${log} ends with:\n${last}\nMend what it names, or set DATABASE_URL.`,
  );
}

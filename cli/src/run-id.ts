import { commandLine, DomainError, shortestId } from '@engram/core';
import { runs, type RunRow, type Store } from '@engram/store';
import { plain } from './output.ts';

/**
 * The run meant by an id or by the beginning of one.
 * @throws DomainError INVALID_ARGUMENT when it is no id, or fits several runs; NOT_FOUND when it fits none.
 */
export async function findRun(store: Store, given: string): Promise<RunRow> {
  const id = given.trim().toLowerCase();
  if (!/^[0-9a-f-]{1,36}$/.test(id) || id.length < shortestId)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `'${plain(given)}' is not the id of a run: give the id, or at least its first ${shortestId} characters. List the runs with: ${commandLine('runs')}`,
    );
  const found = await runs.findByIdPrefix(store, id, 3);
  if (found.length === 1) return found[0]!;
  if (found.length === 0)
    throw new DomainError('NOT_FOUND', `There is no run '${id}'. List the runs with: ${commandLine('runs')}`);
  throw new DomainError(
    'INVALID_ARGUMENT',
    `'${id}' is the beginning of several runs (${found.map((run) => run.id.slice(0, 12)).join(', ')}…): give more of it.`,
  );
}

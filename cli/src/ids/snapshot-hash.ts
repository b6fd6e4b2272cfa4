import { commandLine, DomainError, shortestId } from '@engram/core';
import { snapshots, type SnapshotRow, type Store } from '@engram/store';
import { plain } from '../output/output.ts';

/**
 * The snapshot meant by a hash, the beginning of one, or a permalink.
 * @throws DomainError INVALID_ARGUMENT when it is no hash, or fits several; NOT_FOUND when it fits none
 */
export async function findSnapshot(store: Store, given: string): Promise<SnapshotRow> {
  const hash = given
    .trim()
    .toLowerCase()
    .replace(/^.*\/s\//, '');
  const hint = `List the snapshots with: ${commandLine('snapshot list')}`;
  if (!/^[0-9a-f]{1,64}$/.test(hash) || hash.length < shortestId)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `'${plain(given)}' is not the hash of a snapshot: give the hash, or at least its first ${shortestId} characters. ${hint}`,
    );
  const found = await snapshots.findByHashPrefix(store, hash, 3);
  if (found.length === 1) return found[0]!;
  if (found.length === 0) throw new DomainError('NOT_FOUND', `There is no snapshot '${hash}'. ${hint}`);
  throw new DomainError(
    'INVALID_ARGUMENT',
    `'${hash}' is the beginning of several snapshots (${found.map((row) => row.hash.slice(0, 16)).join(', ')}…): give more of it.`,
  );
}

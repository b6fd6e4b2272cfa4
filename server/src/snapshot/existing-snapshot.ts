import { DomainError, isSha256 } from '@engram/core';
import { snapshots, type SnapshotRow, type Store } from '@engram/store';

/** @throws DomainError NOT_FOUND when no snapshot has this hash, or it is none */
export async function existingSnapshot(store: Store, hash: string): Promise<SnapshotRow> {
  const [row] = isSha256(hash) ? await snapshots.findByHashes(store, [hash]) : [];
  if (row) return row;
  throw new DomainError('NOT_FOUND', 'There is no snapshot of this hash here.');
}

import { runs, type SnapshotRow, type Store } from '@engram/store';
import type { FigureSource } from './figure.ts';

interface Options {
  /** Where people reach the snapshot's page, as in ENGRAM_PUBLIC_URL. */
  publicUrl?: string | undefined;
  hasPictures?: boolean;
}

/** What the figures of a snapshot are drawn from. */
export async function figureSourceOf(
  store: Store,
  snapshot: SnapshotRow,
  { publicUrl, hasPictures = true }: Options = {},
): Promise<FigureSource> {
  const rows = new Map((await runs.findByIds(store, snapshot.runIds)).map((run) => [run.id, run]));
  const held = snapshot.runIds.map((id) => rows.get(id)!);
  return { store, snapshot, runs: held, base: publicUrl || null, hasPictures };
}

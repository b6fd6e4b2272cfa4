import type { SnapshotRow, Store } from '@engram/store';

/** Forms of a figure by the endings of their files; the last is its data. */
export const figureFormats = ['svg', 'pdf', 'csv'] as const;
export type FigureFormat = (typeof figureFormats)[number];

/** Widths of a figure in inches: one column of a page, and both. */
export const figureWidths = [3.25, 6.75] as const;
export type FigureWidth = (typeof figureWidths)[number];

export interface FigureRequest {
  store: Store;
  snapshot: SnapshotRow;
  /** Where people reach the snapshot's page; absent when that is not known. */
  publicUrl?: string | undefined;
}

/** Draws the figures of snapshots. The command that starts the server brings it: charts belong to another room. */
export interface FigureMaker {
  /** The figures that a snapshot has, in the order in which they are shown. */
  list(request: FigureRequest): Promise<{ name: string; title: string }[]>;
  /** @throws DomainError NOT_FOUND when the snapshot has no figure of this name */
  draw(request: FigureRequest & { name: string; format: FigureFormat; width: FigureWidth }): Promise<Buffer>;
}

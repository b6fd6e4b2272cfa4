import type { FigureFormat, FigureWidth } from '@engram/core';
import type { SnapshotRow, Store } from '@engram/store';

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
  /** What a figure is called, and its file. @throws DomainError NOT_FOUND when the snapshot has no figure of this name */
  draw(
    request: FigureRequest & { name: string; format: FigureFormat; width: FigureWidth },
  ): Promise<{ title: string; file: Buffer }>;
  /** What a figure is called, and how large it is drawn, in pixels. @throws DomainError as `draw` */
  measure(
    request: FigureRequest & { name: string; width: FigureWidth },
  ): Promise<{ title: string; width: number; height: number }>;
}

import type { Claim } from '@engram/core';
import type { RunRow, SnapshotRow, Store } from '@engram/store';
import type { ChartSpec } from '@engram/web';

/** What the figures of a snapshot are drawn from. */
export interface FigureSource {
  store: Store;
  snapshot: SnapshotRow;
  /** Those that the snapshot holds, in its order. */
  runs: readonly RunRow[];
  /** Where the snapshot's page is, such as `https://scores.example.org`; null = not known: figures have no links then. */
  base: string | null;
  /** Whether pictures of datapoints may be shown. */
  hasPictures: boolean;
}

/** A figure that a snapshot has. */
export interface ListedFigure {
  /** As in an address: `histogram-1`. Unique in the snapshot. */
  name: string;
  /** For people. */
  title: string;
}

export type DataCell = string | number | null;

/** A figure with its numbers. */
export interface Figure extends ListedFigure {
  spec: ChartSpec;
  /** In full precision. */
  data: { head: readonly string[]; rows: readonly (readonly DataCell[])[] };
  /** Numbers of the caption, each with what it claims; a text has no claim. */
  numbers: readonly { text: string; claim?: Omit<Claim, 'hash'> }[];
}

/** A sort of figure: those that a snapshot has of it, and how each is loaded. */
export interface FigureKind {
  list(
    source: FigureSource,
  ): Promise<(ListedFigure & { load: (width: number) => Promise<Omit<Figure, 'name' | 'title'>> })[]>;
}

/** Adds the name of the run where a snapshot holds several. */
export const titleOfRun = (title: string, run: RunRow, { runs }: FigureSource): string =>
  runs.length > 1 ? `${title}, ${run.name}` : title;

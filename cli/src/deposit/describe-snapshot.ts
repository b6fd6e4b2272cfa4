import type { Author, WrittenSnapshotFile } from '@engram/core';
import type { DatasetRow, RunRow, SnapshotRow } from '@engram/store';
import type { RunMethods } from '@engram/server/citation';

/** A snapshot with all that a deposit says of it. */
export interface SnapshotDescription {
  snapshot: SnapshotRow;
  runs: readonly RunRow[];
  datasets: readonly DatasetRow[];
  /** Permalink in full; null when it is not known. */
  url: string | null;
  methods: readonly RunMethods[];
  /** How the runs were made, in sentences. */
  methodsText: string;
  file: WrittenSnapshotFile;
}

/** `Family, Given`, as repositories sort names. */
export const sortedName = ({ family, given }: Author): string =>
  given === null ? family : `${family}, ${given}`;

export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

export const keywords = ['memorization', 'self-supervised learning', 'per-datapoint scores', 'Engram'];

/** One sentence that says what a deposit is. */
export const summaryOf = ({ runs, datasets, snapshot }: SnapshotDescription): string =>
  `Memorization scores of single datapoints for self-supervised encoders: ${runs.length} ${runs.length === 1 ? 'run' : 'runs'} on ` +
  `${datasets.map(({ name }) => name).join(', ')}, published as Engram snapshot ${snapshot.hash}.`;

export const datasetOf = ({ datasets }: SnapshotDescription, run: RunRow): DatasetRow =>
  datasets.find(({ id }) => id === run.datasetId)!;

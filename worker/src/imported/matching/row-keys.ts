import type { DatapointIdentity } from '@engram/core';

/** A datapoint as files from elsewhere may name it. */
export interface MatchableDatapoint extends DatapointIdentity {
  /** The id that its source gives it; left out or null where it gives none. */
  sourceId?: string | null;
}

export interface DatasetPoints {
  slug: string;
  /** Ascending by index. */
  datapoints: MatchableDatapoint[];
  classNames: { index: number; name: string }[];
}

export interface Labels {
  /** [N]; null = unknown */
  classes: (number | null)[];
  /** Names of the classes by index, where the labels are text. */
  names: string[] | null;
}

/** What a datapoint can be recognised by. */
export type RowKey = 'index' | 'id' | 'hash';

/** Which datapoints the rows of a file say that they are. */
export interface RowKeys {
  file: string;
  /** Number of rows, N. */
  count: number;
  /** [N]; null when the file has none. */
  indices: readonly number[] | null;
  /** [N] content hashes. */
  hashes: readonly string[] | null;
  /** [N] ids that the source of the dataset gives. */
  ids?: readonly string[] | null;
  labels: Labels | null;
  /** `array 'index', datapoint 3` or `line 5, column 'index'`: where the file holds a key, or a label, of a row. */
  place(key: RowKey | 'label', row: number): string;
}

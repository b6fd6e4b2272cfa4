/** Columns of a file of scores, whatever its format. */
export interface ScoreTable {
  /** Name of the file in messages. */
  file: string;
  /** Number of rows, N. */
  count: number;
  /** [N] fields of each column that was chosen, as the file has them. */
  columns: ReadonlyMap<string, readonly unknown[]>;
  /** Names of the columns that were not chosen. */
  ignored: readonly string[];
  /** `line 5, column 'low'`, `row 4, column 'low'` or `array 'low', datapoint 3`. */
  place(column: string, row: number): string;
}

/** Chooses the columns that are read by the names of all. @throws DomainError when they do not fit */
export type ChooseColumns = (names: readonly string[]) => readonly string[];

export interface ScoreTableReader {
  (path: string, choose: ChooseColumns, signal?: AbortSignal): Promise<ScoreTable>;
}

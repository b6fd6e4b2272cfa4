import type { DataKind } from '@engram/core';

/** What a table of datapoints does not say itself. */
export interface TableOptions {
  /** What its rows are; by default vectors, series where they have two dimensions, images where they are bytes of two or three. */
  kind?: DataKind;
  /** Column or array of the labels; by default one with a usual name. */
  label?: string;
  /** Column or array of the ids; by default one of the name `id`. */
  id?: string;
  /** Column or array of the values or texts, where only one holds them. */
  data?: string;
  /** Lengths of one datapoint: H × W, H × W × C, T × C or D. */
  shape?: readonly number[];
  /** Whether each column of vectors, and each channel of series, is brought to mean 0 and standard deviation 1. */
  standardize?: boolean;
}

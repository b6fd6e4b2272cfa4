import { invariant, type Rows } from '@engram/core';

/** Frozen representations and the classes of their datapoints. */
export interface LabelledRows {
  /** [N, D] */
  readonly rows: Rows;
  /** [N] */
  readonly labels: ArrayLike<number>;
}

/**
 * A classifier on frozen representations: how well classes can be told from what an encoder makes of datapoints. It learns
 * nothing about the encoder, and changes nothing in it.
 */
export interface Probe {
  readonly key: string;
  /**
   * Deterministic in its arguments.
   * @param train at least one row; test rows have as many dimensions
   * @returns [N of `test`] the class that each row is taken for, one of those in `train`
   * @throws DomainError INVALID_ARGUMENT for nothing to learn from, or rows of other dimensions
   */
  predict(train: LabelledRows, test: Rows): Int32Array;
}

/** Whether the probe says the class of each test row, 1 or 0. [N of `test`] */
export function probeHits(probe: Probe, train: LabelledRows, test: LabelledRows): Uint8Array {
  const { count } = test.rows;
  invariant(
    count > 0 && test.labels.length === count,
    `${test.labels.length} labels for ${count} rows to test`,
  );
  const predicted = probe.predict(train, test.rows);
  return Uint8Array.from(predicted, (label, n) => (label === test.labels[n] ? 1 : 0));
}

/** Fraction of the test rows whose class the probe says. Chance is the largest class's share. */
export function probeAccuracy(probe: Probe, train: LabelledRows, test: LabelledRows): number {
  const hits = probeHits(probe, train, test);
  return hits.reduce((sum, hit) => sum + hit, 0) / hits.length;
}

import { DomainError, type Rows } from '@engram/core';
import type { LabelledRows } from './probe.ts';

/** @throws DomainError INVALID_ARGUMENT for nothing to learn from, rows of other dimensions, or values that are not finite */
export function assertProbeRows({ rows, labels }: LabelledRows, test: Rows): void {
  const fail = (reason: string): never => {
    throw new DomainError('INVALID_ARGUMENT', `A probe cannot be trained: ${reason}.`);
  };
  if (rows.count === 0) fail('there is no labelled datapoint to learn from; choose some');
  if (labels.length !== rows.count)
    fail(`${labels.length} labels belong to ${rows.count} representations; give one each`);
  if (rows.dims !== test.dims)
    fail(
      `the representations to learn from have ${rows.dims} dimensions and those to test ${test.dims}; use one layer`,
    );
  for (const { values, dims } of [rows, test]) {
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0)
      fail(
        `the representation of datapoint ${Math.floor(bad / dims)} is not finite; see whether its encoder diverged`,
      );
  }
}

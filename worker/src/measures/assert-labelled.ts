import { assertMeasurable, type MeasureKey } from '@engram/core';
import type { RunData } from '../datasets/run-data.ts';

/** @throws DomainError INVALID_CONFIG when a datapoint has no class */
export const assertLabelled = ({ classes }: RunData, key: MeasureKey, unseenCount = Infinity): void =>
  assertMeasurable(key, { unlabelledCount: classes.filter((label) => label < 0).length, unseenCount });

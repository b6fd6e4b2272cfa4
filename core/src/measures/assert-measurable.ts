import { DomainError } from '../errors.ts';
import { measureDefinitions, type MeasureKey } from './registry.ts';

/** The dataset of a run, and the datapoints of it that encoders may be trained on. */
export interface MeasuredData {
  /** Datapoints of the dataset without a class. */
  unlabelledCount: number;
  /** Labelled datapoints that no encoder may have seen. */
  unseenCount: number;
}

/**
 * Rejects data that lack what a measure reads.
 * @throws DomainError INVALID_CONFIG naming the measure, what is missing and what to change
 */
export function assertMeasurable(key: MeasureKey, { unlabelledCount, unseenCount }: MeasuredData): void {
  const { needsLabels, unseenDatapoints = 0 } = measureDefinitions[key];
  const fail = (reason: string): never => {
    throw new DomainError('INVALID_CONFIG', `measure: '${key}' ${reason}`);
  };
  if (needsLabels && unlabelledCount > 0)
    fail(
      `needs the class of every datapoint, and ${unlabelledCount === 1 ? 'one has' : `${unlabelledCount} have`} none. ` +
        'Choose a measure without labels, or label them and import the dataset again.',
    );
  if (unseenCount < unseenDatapoints)
    fail(
      `compares with labelled datapoints that no encoder saw: at least ${unseenDatapoints}, and there ${unseenCount === 1 ? 'is 1' : `are ${unseenCount}`}. ` +
        'Set datapoints to fewer than the dataset has, so that some are left, or choose another measure.',
    );
}

import { DomainError } from '../errors.ts';
import { planOf, type SplitPlan } from '../designs/split-plan.ts';
import type { ImportedRunConfig } from './imported-config.ts';

/**
 * The plan of imported encoders: their masks as they were given, each encoder on its own.
 * @param masks [t][N]
 */
export const givenPlan = (
  { encoder }: Pick<ImportedRunConfig, 'encoder'>,
  masks: readonly Uint8Array[],
  count: number,
): SplitPlan => planOf([...masks], count, encoder.models);

/**
 * Rejects masks under which no datapoint has encoders on both sides: there is nothing that a score could compare.
 * @throws DomainError INVALID_CONFIG
 */
export function assertBothSides(masks: readonly Uint8Array[]): void {
  const [first] = masks;
  if (first?.some((bit, n) => masks.some((mask) => mask[n] !== bit))) return;
  throw new DomainError(
    'INVALID_CONFIG',
    masks.length === 1
      ? 'The ensemble has one encoder, and a memorization score compares an encoder that was trained with a datapoint with one that was not: ' +
          'there is no encoder without the datapoint. Import a second encoder, or choose a measure that is a proxy.'
      : 'Every encoder of the ensemble was trained on the same datapoints, so that no datapoint has an encoder with it and one without it. ' +
          'Import encoders that were trained on different ones, or choose a measure that is a proxy.',
  );
}

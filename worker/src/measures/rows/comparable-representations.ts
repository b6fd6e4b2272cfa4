import { scoreInputError, type AnyRunConfig, type Rows } from '@engram/core';
import type { RunData } from '../../datasets/run-data.ts';
import type { Encoder } from '../../encoders/encoder.ts';
import { comparableRows } from './comparable-rows.ts';
import { representDatapoints } from './represent-datapoints.ts';

/**
 * Representations of all datapoints as they are, not augmented, in float64, of length 1 where the run asks for it. [N, D]
 * @throws DomainError INVALID_SCORE_INPUT where one cannot be compared; CANCELLED when the signal is aborted
 */
export async function comparableRepresentations(
  encoder: Encoder,
  data: RunData,
  { config, signal }: { config: AnyRunConfig; signal?: AbortSignal },
): Promise<Rows> {
  const count = data.indices.length;
  const { usable, rows } = comparableRows(
    await representDatapoints(encoder, data, { signal }),
    count,
    config,
  );
  if (usable.length < count)
    throw scoreInputError(
      `${count - usable.length} of ${count} representations have no direction or are not finite; nothing was scored, see whether the encoder collapsed`,
    );
  return rows;
}

/** What encoders were trained on, as `numpy.save` writes it. */
import { stat, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { DomainError } from '@engram/core';
import { expandHome } from '../files/expand-home.ts';
import { readNpy } from '../files/numpy/npy.ts';
import { unreadable } from '../files/unreadable.ts';

const largestBytes = 2 ** 30;

/** For whom the masks are. */
export interface MasksWanted {
  /** t */
  encoders: number;
  /** Datapoints of the dataset. */
  count: number;
  /** Slug, for messages. */
  dataset: string;
}

/**
 * Inclusion masks [t][N]: 1 where the encoder was trained on the datapoint. A file [t, N] gives each; a file [N] gives the one of f, and g
 * was trained on none of the dataset.
 * @throws DomainError INVALID_FILE for a file that is no array; INVALID_SCORE_INPUT for another shape, or values that are neither 0 nor 1
 */
export async function readMasks(path: string, wanted: MasksWanted): Promise<Uint8Array[]> {
  const file = basename(path);
  const real = expandHome(path);
  const bytes = await stat(real)
    .then(({ size }) => {
      if (size <= largestBytes) return readFile(real);
      throw new DomainError(
        'INVALID_FILE',
        `${file} has ${size} bytes, more than the ${largestBytes} that masks may have. Save them as bool.`,
      );
    })
    .catch((error: unknown) => {
      throw error instanceof DomainError ? error : unreadable(path, error);
    });
  const { shape, values } = readNpy(bytes, file);
  return masksOf(values, shape, file, wanted);
}

function masksOf(
  values: Float64Array,
  shape: readonly number[],
  file: string,
  { encoders, count, dataset }: MasksWanted,
): Uint8Array[] {
  const fail = (reason: string): never => {
    throw new DomainError('INVALID_SCORE_INPUT', `${file}: ${reason}`);
  };
  const given = shape.length === 1 ? 1 : shape[0]!;
  const length = shape.at(-1) ?? 0;
  if (shape.length < 1 || shape.length > 2)
    fail(`the mask is [${shape.join(', ')}]; it should be [${encoders}, ${count}], one row an encoder.`);
  if (length !== count)
    fail(
      `the mask is for ${length} datapoints, and the dataset '${dataset}' has ${count}. Give one value for each, in the order of their indices.`,
    );
  const isOfF = given === 1 && encoders === 2;
  if (given !== encoders && !isOfF)
    fail(
      `the mask is for ${given} ${given === 1 ? 'encoder' : 'encoders'}, and there are ${encoders}. Give [${encoders}, ${count}], one row an encoder.`,
    );
  const bad = values.findIndex((value) => value !== 0 && value !== 1);
  if (bad >= 0)
    fail(
      `encoder ${Math.floor(bad / count)}, datapoint ${bad % count}: ${values[bad]} is neither 0 (not trained on) nor 1 (trained on).`,
    );
  const masks = Array.from({ length: given }, (_, encoder) =>
    Uint8Array.from(values.subarray(encoder * count, (encoder + 1) * count)),
  );
  return isOfF ? [masks[0]!, new Uint8Array(count)] : masks;
}

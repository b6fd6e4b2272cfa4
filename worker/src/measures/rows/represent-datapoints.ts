import { setImmediate } from 'node:timers/promises';
import { encoderInputs } from '@engram/core';
import { evenSizes } from '../../datasets/even-sizes.ts';
import { positionsFrom } from '../../datasets/pixel-source.ts';
import type { RunData } from '../../datasets/run-data.ts';
import { encode } from '../../encoders/encode.ts';
import type { Encoder } from '../../encoders/encoder.ts';
import { assertGoingOn } from '../assert-going-on.ts';

/** Images of one pass, as in scoring. */
const imagesAtOnce = 250;

/**
 * Representations of datapoints as they are, not augmented, [N, D]; the inputs are held block by block.
 * @throws DomainError CANCELLED when the signal is aborted
 */
export async function representDatapoints(
  encoder: Encoder,
  { indices, pixels }: RunData,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Float32Array> {
  const representations = new Float32Array(indices.length * encoder.dims);
  let done = 0;
  for (const count of evenSizes(indices.length, imagesAtOnce)) {
    assertGoingOn(signal, done, indices.length);
    const images = encoderInputs(pixels.read(positionsFrom(done, count)));
    representations.set(await encode(encoder, images, count), done * encoder.dims);
    done += count;
    // Messages (an abort) are heard between blocks.
    await setImmediate();
  }
  return representations;
}

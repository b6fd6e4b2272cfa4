/** What plants do to the values of one datapoint, [H, W, C]; nothing is changed in place. */
import { valueScale, type DatapointValues, type ImageShape, type Rng } from '@engram/core';

/** A quarter turn clockwise. @param values of a square image */
export function rotated(values: DatapointValues, { height, width, channels }: ImageShape): DatapointValues {
  const turned = values.slice();
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++)
        turned[(x * width + (height - 1 - y)) * channels + c] = values[(y * width + x) * channels + c]!;
  return turned;
}

/** With Gaussian noise; bytes stay in their range. @param deviation in units of an encoder's input: 1 is the range of an image */
export function noised(values: DatapointValues, rng: Rng, deviation: number): DatapointValues {
  const scale = valueScale(values);
  const isImage = values instanceof Uint8Array;
  return values.map((value) => {
    const sum = value + deviation * scale * rng.normal();
    return isImage ? Math.min(255, Math.max(0, Math.round(sum))) : sum;
  });
}

/** With its values in random order. */
export function shuffled(values: DatapointValues, rng: Rng): DatapointValues {
  const order = rng.permutation(values.length);
  return values.map((_, i) => values[order[i]!]!);
}

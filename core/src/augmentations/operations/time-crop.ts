import { z } from 'zod';
import type { Rng } from '../../rng.ts';
import { imageSize, type ImageShape } from '../image-shape.ts';
import { defineOperation, type Operator } from '../operation.ts';

const fraction = z.number().gt(0).max(1);

const schema = z
  .strictObject({
    key: z.literal('time-crop'),
    /** Length of the crop as a fraction of the series, uniform between these. */
    minFraction: fraction.default(0.6),
    maxFraction: fraction.default(1),
  })
  .refine(({ minFraction, maxFraction }) => minFraction <= maxFraction, {
    error: 'minFraction is above maxFraction',
  });

class TimeCropOperator implements Operator {
  /** Length of the crop as a fraction of the series. */
  fraction = 1;
  /** Place of the crop between the beginning (0) and the end (1). */
  start = 0;
  private readonly before: Float32Array;

  constructor(
    private readonly settings: z.infer<typeof schema>,
    private readonly shape: ImageShape,
  ) {
    this.before = new Float32Array(imageSize(shape));
  }

  draw(rng: Rng): void {
    this.fraction = rng.uniformBetween(this.settings.minFraction, this.settings.maxFraction);
    this.start = rng.uniform();
  }

  /** Step i of T reads at (T − 1) · (start · (1 − fraction) + fraction · i / (T − 1)), linear between two steps. */
  change(values: Float32Array, at: number): void {
    const { width: steps, channels } = this.shape;
    this.before.set(values.subarray(at, at + this.before.length));
    const first = (steps - 1) * this.start * (1 - this.fraction);
    for (let step = 0; step < steps; step++) {
      const position = Math.min(steps - 1, first + this.fraction * step);
      const left = Math.floor(position);
      const right = Math.min(steps - 1, left + 1);
      for (let channel = 0; channel < channels; channel++) {
        const [a, b] = [this.before[left * channels + channel]!, this.before[right * channels + channel]!];
        values[at + step * channels + channel] = a + (position - left) * (b - a);
      }
    }
  }
}

export const timeCrop = defineOperation({
  schema,
  description: 'A random stretch of the series, resampled to the length of the whole.',
  kinds: ['series'],
  operator: (settings, shape) => new TimeCropOperator(settings, shape),
});

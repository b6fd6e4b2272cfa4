import { z } from 'zod';
import type { Rng } from '../../rng.ts';
import type { ImageShape } from '../image-shape.ts';
import { defineOperation, type Operator } from '../operation.ts';

const factor = z.number().gt(0);

const schema = z
  .strictObject({
    key: z.literal('scaling'),
    /** The factor is uniform between these. */
    minFactor: factor.default(0.8),
    maxFactor: factor.default(1.25),
  })
  .refine(({ minFactor, maxFactor }) => minFactor <= maxFactor, { error: 'minFactor is above maxFactor' });

class ScalingOperator implements Operator {
  /** [C] */
  readonly factors: Float64Array;

  constructor(
    private readonly settings: z.infer<typeof schema>,
    private readonly shape: ImageShape,
  ) {
    this.factors = new Float64Array(shape.channels).fill(1);
  }

  draw(rng: Rng): void {
    const { minFactor, maxFactor } = this.settings;
    for (let channel = 0; channel < this.factors.length; channel++)
      this.factors[channel] = rng.uniformBetween(minFactor, maxFactor);
  }

  change(values: Float32Array, at: number): void {
    const { height, width, channels } = this.shape;
    for (let step = 0; step < height * width; step++)
      for (let channel = 0; channel < channels; channel++)
        values[at + step * channels + channel]! *= this.factors[channel]!;
  }
}

export const scaling = defineOperation({
  schema,
  description: 'All values of a vector, or of each channel of a series, times one random factor.',
  kinds: ['vector', 'series'],
  operator: (settings, shape) => new ScalingOperator(settings, shape),
});

import { z } from 'zod';
import { Rng } from '../../rng.ts';
import type { ImageShape } from '../image-shape.ts';
import { defineOperation, type Operator } from '../operation.ts';

const schema = z.strictObject({
  key: z.literal('masking'),
  /** Each value of a vector, and each step of a series with all its channels, is masked with this probability. */
  probability: z.number().min(0).max(1).default(0.1),
  /** What stands in place of a masked value. */
  fill: z.number().default(0),
});

class MaskingOperator implements Operator {
  private stream = Rng.fromSeed('masking');

  constructor(
    private readonly settings: z.infer<typeof schema>,
    private readonly shape: ImageShape,
  ) {}

  draw(rng: Rng): void {
    this.stream = rng.split('masking', rng.uint32());
  }

  change(values: Float32Array, at: number): void {
    const { height, width, channels } = this.shape;
    const { probability, fill } = this.settings;
    for (let step = 0; step < height * width; step++)
      if (this.stream.chance(probability))
        values.fill(fill, at + step * channels, at + (step + 1) * channels);
  }
}

export const masking = defineOperation({
  schema,
  description: 'Random values of a vector, or steps of a series, are replaced by one number.',
  kinds: ['vector', 'series'],
  operator: (settings, shape) => new MaskingOperator(settings, shape),
});

import { z } from 'zod';
import { Rng } from '../../rng.ts';
import { imageSize, type ImageShape } from '../image-shape.ts';
import { defineOperation, type Operator } from '../operation.ts';

const schema = z.strictObject({
  key: z.literal('noise'),
  /** Standard deviation of what is added to each value in 0–1. */
  sigma: z.number().gt(0).max(1).default(0.05),
});

class NoiseOperator implements Operator {
  private noise = Rng.fromSeed('noise');

  constructor(
    private readonly settings: z.infer<typeof schema>,
    private readonly shape: ImageShape,
  ) {}

  draw(rng: Rng): void {
    // A stream of its own: how many numbers normal values take is not known beforehand.
    this.noise = rng.split('noise', rng.uint32());
  }

  change(values: Float32Array, at: number): void {
    const end = at + imageSize(this.shape);
    for (let i = at; i < end; i++)
      values[i] = Math.min(1, Math.max(0, values[i]! + this.settings.sigma * this.noise.normal()));
  }
}

export const noise = defineOperation({
  schema,
  description: 'Gaussian noise on every value of an image, cut off at 0 and 1.',
  kinds: ['image'],
  operator: (settings, shape) => new NoiseOperator(settings, shape),
});

import { z } from 'zod';
import { Rng } from '../../rng.ts';
import { imageSize, type ImageShape } from '../image-shape.ts';
import { defineOperation, type Operator } from '../operation.ts';

const schema = z.strictObject({
  key: z.literal('gaussian-noise'),
  /** Standard deviation of what is added to each value, in the values' own unit. */
  sigma: z.number().gt(0).default(0.1),
});

class GaussianNoiseOperator implements Operator {
  private noise = Rng.fromSeed('gaussian-noise');

  constructor(
    private readonly settings: z.infer<typeof schema>,
    private readonly shape: ImageShape,
  ) {}

  draw(rng: Rng): void {
    // A stream of its own: how many numbers normal values take is not known beforehand.
    this.noise = rng.split('gaussian-noise', rng.uint32());
  }

  change(values: Float32Array, at: number): void {
    const end = at + imageSize(this.shape);
    for (let i = at; i < end; i++) values[i] = values[i]! + this.settings.sigma * this.noise.normal();
  }
}

export const gaussianNoise = defineOperation({
  schema,
  description: 'Gaussian noise on every value, which has no bounds.',
  kinds: ['vector', 'series'],
  operator: (settings, shape) => new GaussianNoiseOperator(settings, shape),
});

import { z } from 'zod';
import type { Rng } from '../../rng.ts';
import { greyOf } from '../colour/colour.ts';
import { imageSize, type ImageShape } from '../image-shape.ts';
import { defineOperation, type Operator } from '../operation.ts';

const schema = z.strictObject({
  key: z.literal('grayscale'),
  probability: z.number().min(0).max(1).default(0.2),
});

class GrayscaleOperator implements Operator {
  isGrey = false;

  constructor(
    private readonly settings: z.infer<typeof schema>,
    private readonly shape: ImageShape,
  ) {}

  draw(rng: Rng): void {
    this.isGrey = rng.chance(this.settings.probability);
  }

  change(values: Float32Array, at: number): void {
    if (!this.isGrey || this.shape.channels !== 3) return;
    const end = at + imageSize(this.shape);
    for (let i = at; i < end; i += 3)
      values.fill(greyOf(values[i]!, values[i + 1]!, values[i + 2]!), i, i + 3);
  }
}

export const grayscale = defineOperation({
  schema,
  description: 'All colours become shades of grey, now and then; grey images stay as they are.',
  kinds: ['image'],
  operator: (settings, shape) => new GrayscaleOperator(settings, shape),
});

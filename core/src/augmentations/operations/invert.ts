import { z } from 'zod';
import type { Rng } from '../../rng.ts';
import { imageSize, type ImageShape } from '../image-shape.ts';
import { defineOperation, type Operator } from '../operation.ts';

const schema = z.strictObject({
  key: z.literal('invert'),
  probability: z.number().min(0).max(1).default(0.2),
});

class InvertOperator implements Operator {
  isInverted = false;

  constructor(
    private readonly settings: z.infer<typeof schema>,
    private readonly shape: ImageShape,
  ) {}

  draw(rng: Rng): void {
    this.isInverted = rng.chance(this.settings.probability);
  }

  change(values: Float32Array, at: number): void {
    if (!this.isInverted) return;
    const end = at + imageSize(this.shape);
    for (let i = at; i < end; i++) values[i] = 1 - values[i]!;
  }
}

export const invert = defineOperation({
  schema,
  description: 'The negative of the image, now and then: every value v becomes 1 − v.',
  kinds: ['image'],
  operator: (settings, shape) => new InvertOperator(settings, shape),
});

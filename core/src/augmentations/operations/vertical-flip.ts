import { z } from 'zod';
import type { Rng } from '../../rng.ts';
import { defineOperation, type Operator } from '../operation.ts';
import type { Place } from '../place.ts';

const schema = z.strictObject({
  key: z.literal('vertical-flip'),
  probability: z.number().min(0).max(1).default(0.5),
});

class VerticalFlipOperator implements Operator {
  isFlipped = false;

  constructor(private readonly settings: z.infer<typeof schema>) {}

  draw(rng: Rng): void {
    this.isFlipped = rng.chance(this.settings.probability);
  }

  place(place: Place): void {
    if (this.isFlipped) place.then(1, 0, 0, -1, place.centreX, place.centreY);
  }
}

export const verticalFlip = defineOperation({
  schema,
  description: 'The image upside down, now and then.',
  kinds: ['image'],
  operator: (settings) => new VerticalFlipOperator(settings),
});

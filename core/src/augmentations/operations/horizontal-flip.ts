import { z } from 'zod';
import type { Rng } from '../../rng.ts';
import { defineOperation, type Operator } from '../operation.ts';
import type { Place } from '../place.ts';

const schema = z.strictObject({
  key: z.literal('horizontal-flip'),
  probability: z.number().min(0).max(1).default(0.5),
});

class HorizontalFlipOperator implements Operator {
  isFlipped = false;

  constructor(private readonly settings: z.infer<typeof schema>) {}

  draw(rng: Rng): void {
    this.isFlipped = rng.chance(this.settings.probability);
  }

  place(place: Place): void {
    if (this.isFlipped) place.then(-1, 0, 0, 1, place.centreX, place.centreY);
  }
}

export const horizontalFlip = defineOperation({
  schema,
  description:
    'The image seen in a mirror, now and then: not for digits and letters, which become other symbols.',
  kinds: ['image'],
  operator: (settings) => new HorizontalFlipOperator(settings),
});

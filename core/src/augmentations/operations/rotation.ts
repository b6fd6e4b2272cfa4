import { z } from 'zod';
import type { Rng } from '../../rng.ts';
import { defineOperation, type Operator } from '../operation.ts';
import type { Place } from '../place.ts';

const schema = z.strictObject({
  key: z.literal('rotation'),
  /** The image is turned about its centre by an angle uniform in ± this many degrees. */
  degrees: z.number().min(0).max(180).default(15),
});

class RotationOperator implements Operator {
  /** Counter-clockwise turn. */
  radians = 0;
  private readonly limit: number;

  constructor({ degrees }: z.infer<typeof schema>) {
    this.limit = (degrees * Math.PI) / 180;
  }

  draw(rng: Rng): void {
    this.radians = rng.uniformBetween(-this.limit, this.limit);
  }

  place(place: Place): void {
    const cos = Math.cos(this.radians);
    const sin = Math.sin(this.radians);
    place.then(cos, -sin, sin, cos, place.centreX, place.centreY);
  }
}

export const rotation = defineOperation({
  schema,
  description: 'The image turned by a random angle.',
  kinds: ['image'],
  operator: (settings) => new RotationOperator(settings),
});

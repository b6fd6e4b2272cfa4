import { z } from 'zod';
import type { Rng } from '../../rng.ts';
import { defineOperation, type Operator } from '../operation.ts';
import type { Place } from '../place.ts';

const area = z.number().gt(0).max(1);

const schema = z
  .strictObject({
    key: z.literal('resized-crop'),
    /** Area of the crop as a part of the image, uniform between these; the crop has the image's proportions and any place inside it. */
    minArea: area.default(0.4),
    maxArea: area.default(1),
  })
  .refine(({ minArea, maxArea }) => minArea <= maxArea, { error: 'minArea is above maxArea' });

class ResizedCropOperator implements Operator {
  /** Side of the crop as a part of the image's side, √(area). */
  side = 1;
  /** Place of the crop between the left (0) and right (1) edge, and between top and bottom. */
  left = 0;
  top = 0;

  constructor(private readonly settings: z.infer<typeof schema>) {}

  draw(rng: Rng): void {
    this.side = Math.sqrt(rng.uniformBetween(this.settings.minArea, this.settings.maxArea));
    this.left = rng.uniform();
    this.top = rng.uniform();
  }

  place(place: Place): void {
    const { side, left, top } = this;
    const { height, width } = place;
    // The image's pixel (0, 0) has its centre at (1, 1).
    const x = left * (1 - side) * width + (side * width) / 2 + 0.5;
    const y = top * (1 - side) * height + (side * height) / 2 + 0.5;
    place.then(side, 0, 0, side, x, y);
  }
}

export const resizedCrop = defineOperation({
  schema,
  description: 'A random part of the image, scaled to the size of the whole.',
  kinds: ['image'],
  operator: (settings) => new ResizedCropOperator(settings),
});

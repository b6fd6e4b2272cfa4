import { z } from 'zod';
import type { Rng } from '../../rng.ts';
import { GaussianBlur } from '../gaussian-blur.ts';
import type { ImageShape } from '../image-shape.ts';
import { defineOperation, type Operator } from '../operation.ts';

/** The kernel reaches 3 pixels; a wider Gaussian would be cut off. */
const sigma = z.number().gt(0).max(1);

const schema = z
  .strictObject({
    key: z.literal('blur'),
    probability: z.number().min(0).max(1).default(0.5),
    /** Standard deviation in pixels, uniform between these. */
    minSigma: sigma.default(0.1),
    maxSigma: sigma.default(1),
  })
  .refine(({ minSigma, maxSigma }) => minSigma <= maxSigma, { error: 'minSigma is above maxSigma' });

class BlurOperator implements Operator {
  /** Standard deviation in pixels; 0 = no blur. */
  sigma = 0;
  private readonly blur: GaussianBlur;

  constructor(
    private readonly settings: z.infer<typeof schema>,
    private readonly shape: ImageShape,
  ) {
    this.blur = new GaussianBlur(shape.height, shape.width);
  }

  draw(rng: Rng): void {
    const blurred = rng.chance(this.settings.probability);
    const drawn = rng.uniformBetween(this.settings.minSigma, this.settings.maxSigma);
    this.sigma = blurred ? drawn : 0;
  }

  change(values: Float32Array, at: number): void {
    if (this.sigma === 0) return;
    const { channels } = this.shape;
    for (let channel = 0; channel < channels; channel++)
      this.blur.apply(values, at + channel, channels, this.sigma);
  }
}

export const blur = defineOperation({
  schema,
  description: 'A Gaussian blur, now and then.',
  kinds: ['image'],
  operator: (settings, shape) => new BlurOperator(settings, shape),
});

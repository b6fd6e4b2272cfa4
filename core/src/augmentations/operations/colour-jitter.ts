import { z } from 'zod';
import type { Rng } from '../../rng.ts';
import { clamp01, greyOf, turnHue } from '../colour/colour.ts';
import { imageSize, type ImageShape } from '../image-shape.ts';
import { defineOperation, type Operator } from '../operation.ts';

const strength = z.number().min(0).max(1);
const schema = z.strictObject({
  key: z.literal('colour-jitter'),
  probability: z.number().min(0).max(1).default(0.8),
  /** Factors of brightness, contrast and saturation are uniform in 1 − strength to 1 + strength. */
  brightness: strength.default(0.8),
  contrast: strength.default(0.8),
  saturation: strength.default(0.8),
  /** The hue is turned by at most this fraction of the circle. */
  hue: z.number().min(0).max(0.5).default(0.2),
});

/**
 * Brightness f·x, contrast f·x + (1 − f)·mean(grey), saturation f·x + (1 − f)·grey, then hue: each cut to 0–1, as torchvision's
 * `ColorJitter`, but always in this order.
 */
export class ColourJitterOperator implements Operator {
  isChanged = false;
  brightness = 1;
  contrast = 1;
  saturation = 1;
  hue = 0;

  constructor(
    private readonly settings: z.infer<typeof schema>,
    private readonly shape: ImageShape,
  ) {}

  draw(rng: Rng): void {
    const { probability, brightness, contrast, saturation, hue } = this.settings;
    const factor = (size: number): number => 1 + size * (2 * rng.uniform() - 1);
    this.isChanged = rng.chance(probability);
    this.brightness = factor(brightness);
    this.contrast = factor(contrast);
    this.saturation = factor(saturation);
    this.hue = hue * (2 * rng.uniform() - 1);
  }

  change(values: Float32Array, at: number): void {
    if (!this.isChanged) return;
    const end = at + imageSize(this.shape);
    for (let i = at; i < end; i++) values[i] = clamp01(this.brightness * values[i]!);
    const middle = (1 - this.contrast) * this.meanGrey(values, at, end);
    for (let i = at; i < end; i++) values[i] = clamp01(this.contrast * values[i]! + middle);
    // Grey has neither saturation nor hue.
    if (this.shape.channels === 3) this.changeColours(values, at, end);
  }

  private meanGrey(values: Float32Array, at: number, end: number): number {
    const { channels } = this.shape;
    let sum = 0;
    for (let i = at; i < end; i += channels)
      sum += channels === 3 ? greyOf(values[i]!, values[i + 1]!, values[i + 2]!) : values[i]!;
    return (sum * channels) / (end - at);
  }

  private changeColours(values: Float32Array, at: number, end: number): void {
    for (let i = at; i < end; i += 3) {
      const grey = (1 - this.saturation) * greyOf(values[i]!, values[i + 1]!, values[i + 2]!);
      for (let c = i; c < i + 3; c++) values[c] = clamp01(this.saturation * values[c]! + grey);
      turnHue(values, i, this.hue);
    }
  }
}

export const colourJitter = defineOperation({
  schema,
  description:
    'Another brightness, contrast, saturation and hue, in this order, now and then; grey images have the first two only.',
  kinds: ['image'],
  operator: (settings, shape) => new ColourJitterOperator(settings, shape),
});

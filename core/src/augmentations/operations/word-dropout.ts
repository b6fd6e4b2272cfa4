import { z } from 'zod';
import { Rng } from '../../rng.ts';
import { imageSize, type ImageShape } from '../image-shape.ts';
import { defineOperation, type Operator } from '../operation.ts';

const schema = z.strictObject({
  key: z.literal('word-dropout'),
  /** Each word that occurs is left out, wherever it occurs, with this probability. */
  probability: z.number().min(0).max(1).default(0.2),
});

class WordDropoutOperator implements Operator {
  private stream = Rng.fromSeed('word-dropout');
  private readonly before: Float32Array;

  constructor(
    private readonly settings: z.infer<typeof schema>,
    shape: ImageShape,
  ) {
    this.before = new Float32Array(imageSize(shape));
  }

  draw(rng: Rng): void {
    this.stream = rng.split('word-dropout', rng.uint32());
  }

  /** What is left has the length (2-norm) of the whole again. A text that would lose all its words keeps them. */
  change(values: Float32Array, at: number): void {
    const { before } = this;
    before.set(values.subarray(at, at + before.length));
    let whole = 0;
    let left = 0;
    for (let i = 0; i < before.length; i++) {
      const value = before[i]!;
      if (value === 0) continue;
      whole += value * value;
      if (this.stream.chance(this.settings.probability)) values[at + i] = 0;
      else left += value * value;
    }
    if (left === 0) values.set(before, at);
    else {
      const scale = Math.sqrt(whole / left);
      for (let i = at; i < at + before.length; i++) values[i]! *= scale;
    }
  }
}

export const wordDropout = defineOperation({
  schema,
  description: 'Random words of a text are left out.',
  kinds: ['text'],
  operator: (settings, shape) => new WordDropoutOperator(settings, shape),
});

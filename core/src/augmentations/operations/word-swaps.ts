import { z } from 'zod';
import { Rng } from '../../rng.ts';
import { imageSize, type ImageShape } from '../image-shape.ts';
import { defineOperation, type Operator } from '../operation.ts';

const schema = z.strictObject({
  key: z.literal('word-swaps'),
  /** Each word that occurs is swapped for another one, wherever it occurs, with this probability. */
  probability: z.number().min(0).max(1).default(0.1),
});

class WordSwapsOperator implements Operator {
  private stream = Rng.fromSeed('word-swaps');
  private readonly before: Float32Array;

  constructor(
    private readonly settings: z.infer<typeof schema>,
    shape: ImageShape,
  ) {
    this.before = new Float32Array(imageSize(shape));
  }

  draw(rng: Rng): void {
    this.stream = rng.split('word-swaps', rng.uint32());
  }

  /** The counts of the word and of a random one change places, so that the text keeps all its counts. */
  change(values: Float32Array, at: number): void {
    const { before, stream } = this;
    const size = before.length;
    before.set(values.subarray(at, at + size));
    for (let i = 0; i < size; i++) {
      if (before[i] === 0 || !stream.chance(this.settings.probability)) continue;
      const other = stream.integer(size);
      const held = values[at + i]!;
      values[at + i] = values[at + other]!;
      values[at + other] = held;
    }
  }
}

export const wordSwaps = defineOperation({
  schema,
  description: 'Random words of a text are swapped for other words.',
  kinds: ['text'],
  operator: (settings, shape) => new WordSwapsOperator(settings, shape),
});

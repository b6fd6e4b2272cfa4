import { z } from 'zod';
import { dataKinds } from '../data-kind.ts';
import { defineEncoder } from './encoder-definition.ts';

export const mlp = defineEncoder({
  schema: z.strictObject({
    key: z.literal('mlp'),
    /** Widths of the layers; the last one is the dimension of the representation h. */
    widths: z.array(z.int().positive().max(8192)).min(1).max(16).default([512, 512, 128]),
  }),
  card: {
    name: 'Multilayer perceptron',
    description: 'Dense layers with batch normalization and ReLU between them, on all values of a datapoint.',
    citation: null,
  },
  kinds: dataKinds,
  layers: ({ widths }) =>
    widths.map((width, i) => ({ name: `layer${i + 1}`, dims: width, pooling: 'none' as const })),
});

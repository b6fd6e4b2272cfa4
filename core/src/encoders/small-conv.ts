import { z } from 'zod';
import { defineEncoder } from './encoder-definition.ts';

export const smallConv = defineEncoder({
  schema: z.strictObject({
    key: z.literal('small-conv'),
    /** Output channels of the 3×3 stride-2 convolutions; the last one is the dimension of h. */
    channels: z.array(z.int().positive().max(2048)).min(1).max(8).default([32, 64, 128]),
  }),
  card: {
    name: 'Small convolutional network',
    description:
      '3×3 convolutions with stride 2, batch normalization and ReLU, then the mean over all positions.',
    citation: null,
  },
  kinds: ['image'],
  layers: ({ channels }) =>
    channels.map((dims, i) => ({ name: `conv${i + 1}`, dims, pooling: 'global-average' as const })),
});

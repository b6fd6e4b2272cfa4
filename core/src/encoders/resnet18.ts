import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { defineEncoder } from './encoder-definition.ts';

export const resnet18 = defineEncoder({
  schema: z.strictObject({
    key: z.literal('resnet18'),
    /** Channels of the first convolution; the representation has eight times as many. */
    width: z.int().positive().max(512).default(64),
  }),
  card: {
    name: 'ResNet-18',
    description:
      'Eight residual blocks of two 3×3 convolutions in four stages, after a 3×3 convolution without stride or pooling, as for images of about 32 × 32.',
    citation: citationOf(references.resnet),
  },
  kinds: ['image'],
  layers: ({ width }) => [
    { name: 'conv1', dims: width, pooling: 'global-average' as const },
    ...Array.from({ length: 8 }, (_, i) => ({
      name: `block${i + 1}`,
      dims: width * 2 ** Math.floor(i / 2),
      pooling: 'global-average' as const,
    })),
  ],
});

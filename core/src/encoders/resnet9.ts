import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { defineEncoder } from './encoder-definition.ts';

/** What three halvings leave a pixel of. */
const leastSide = 8;

export const resnet9 = defineEncoder({
  schema: z.strictObject({
    key: z.literal('resnet9'),
    /** Channels of the first convolution; the representation has eight times as many. */
    width: z.int().positive().max(512).default(64),
  }),
  card: {
    name: 'ResNet-9',
    description:
      'Eight 3×3 convolutions with batch normalization and ReLU, two pairs of them beside a shortcut, with maximum pooling between; for images of about 32 × 32.',
    citation: citationOf(references.resnet),
  },
  kinds: ['image'],
  misfit: (_, { height, width }) =>
    Math.min(height, width) < leastSide
      ? `halves images three times and needs ${leastSide} pixels on each side, and these have ${height} × ${width}. Choose another encoder.`
      : null,
  layers: ({ width }) =>
    (
      [
        ['conv1', 1],
        ['conv2', 2],
        ['residual1', 2],
        ['conv3', 4],
        ['conv4', 8],
        ['residual2', 8],
      ] as const
    ).map(([name, times]) => ({ name, dims: times * width, pooling: 'global-average' as const })),
});

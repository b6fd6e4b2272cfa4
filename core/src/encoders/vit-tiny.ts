import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { defineEncoder } from './encoder-definition.ts';

export const vitTiny = defineEncoder({
  schema: z
    .strictObject({
      key: z.literal('vit-tiny'),
      /** Side of a patch in pixels; divides height and width of the images. */
      patch: z.int().positive().max(64).default(4),
      /** Dimension of a token, and of the representation; a multiple of 4 and of the number of heads. */
      width: z.int().positive().max(2048).multipleOf(4).default(192),
      /** Blocks. */
      depth: z.int().positive().max(32).default(12),
      heads: z.int().positive().max(32).default(3),
      /** What stands for an image: a token of its own, or the mean of its patches' tokens. */
      pool: z.enum(['class', 'mean']).default('class'),
    })
    .refine(({ width, heads }) => width % heads === 0, { error: 'width is no multiple of heads' }),
  card: {
    name: 'Vision transformer, tiny',
    description:
      'Patches as tokens with fixed sine and cosine positions, through transformer blocks; the representation is the normalized class token, or the mean of the normalized tokens.',
    citation: citationOf(references.visionTransformer),
  },
  kinds: ['image'],
  misfit: ({ patch }, { height, width }) =>
    height % patch === 0 && width % patch === 0
      ? null
      : `cuts images into patches of ${patch} × ${patch}, and ${height} × ${width} cannot be cut so. Set encoder.patch to ${divisors(height, width)}.`,
  patch: ({ patch }) => patch,
  layers: ({ width, depth, pool }) => {
    const pooling = pool === 'class' ? ('class-token' as const) : ('global-average' as const);
    const blocks = Array.from({ length: depth }, (_, i) => ({ name: `block${i + 1}`, dims: width, pooling }));
    return [...blocks, { name: 'norm', dims: width, pooling }];
  },
});

/** The sides that a patch can have, such as `1, 2 or 7`. */
function divisors(height: number, width: number): string {
  const sides = Array.from({ length: Math.min(height, width, 64) }, (_, i) => i + 1).filter(
    (side) => height % side === 0 && width % side === 0,
  );
  return sides.length === 1 ? '1' : `${sides.slice(0, -1).join(', ')} or ${sides.at(-1)}`;
}

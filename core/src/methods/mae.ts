import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { defineMethod } from './method-definition.ts';

export const mae = defineMethod({
  schema: z.strictObject({
    key: z.literal('mae'),
    /** Side of a patch in pixels; divides height and width of the images, and is that of an encoder that works on patches. */
    patch: z.int().positive().max(64).default(4),
    /** Part of the patches that is hidden. */
    maskedFraction: z.number().gt(0).lt(1).default(0.75),
    /** Whether the pixels of a patch are predicted in units of its own mean and deviation. */
    normalizePixels: z.boolean().default(true),
    /** Width of the decoder; a multiple of 12 for an encoder that works on patches. */
    decoderWidth: z.int().positive().max(2048).default(96),
    /** Layers of the decoder before its last one: blocks for an encoder that works on patches. */
    decoderDepth: z.int().positive().max(16).default(2),
  }),
  card: {
    name: 'MAE',
    description:
      'Reconstruction: most patches of one view are hidden, and a decoder, thrown away after the training, predicts their pixels from what the encoder makes of the others.',
    citation: citationOf(references.mae),
    collapseAdvice: 'lower maskedFraction, or raise decoderWidth',
  },
  kinds: () => ['image'],
});

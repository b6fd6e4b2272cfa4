import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { defineMethod } from './method-definition.ts';

const schema = z.strictObject({
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
});

/** Heads of attention in a decoder of tokens. */
export const decoderHeads = 3;
/** What the width of a decoder of tokens is a multiple of: each head has whole sines and cosines of rows and columns. */
const decoderWidthStep = 4 * decoderHeads;

export const mae = defineMethod({
  schema,
  card: {
    name: 'MAE',
    description:
      'Reconstruction: most patches of one view are hidden, and a decoder, thrown away after the training, predicts their pixels from what the encoder makes of the others.',
    citation: citationOf(references.mae),
    collapseAdvice: 'lower maskedFraction, or raise decoderWidth',
  },
  kinds: () => ['image'],
  misfit({ patch, decoderWidth }, { shape: { height, width }, encoder }) {
    if (encoder.patch !== null && encoder.patch !== patch)
      return `method.patch: it is ${patch}, but the encoder '${encoder.key}' works on patches of ${encoder.patch}. Set it to ${encoder.patch}.`;
    if (height % patch !== 0 || width % patch !== 0)
      return `method.patch: images of ${height} × ${width} cannot be cut into patches of ${patch} × ${patch}. Set it to a divisor of both.`;
    if (height * width === patch * patch)
      return `method.patch: images of ${height} × ${width} are one patch of ${patch} × ${patch}. Set it to a smaller divisor of both.`;
    if (encoder.patch !== null && decoderWidth % decoderWidthStep !== 0)
      return `method.decoderWidth: it is ${decoderWidth}, and must be a multiple of ${decoderWidthStep} for the encoder '${encoder.key}'. Set it to ${decoderWidthStep * Math.ceil(decoderWidth / decoderWidthStep)}.`;
    return null;
  },
});

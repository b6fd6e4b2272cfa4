import { z } from 'zod';
import { dataKinds } from '../data-kind.ts';
import { citationOf, references } from '../references.ts';
import { defineMethod } from './method-definition.ts';

const area = z.number().gt(0).max(1);

export const dino = defineMethod({
  schema: z
    .strictObject({
      key: z.literal('dino'),
      /** Outputs K of the head. The paper has 65,536 for a million images. */
      prototypes: z.int().min(2).max(65_536).default(256),
      /** Temperature of the student's outputs. */
      studentTemperature: z.number().positive().default(0.1),
      /** Temperature of the teacher's outputs; below the student's, it sharpens them. */
      teacherTemperature: z.number().positive().default(0.04),
      /** Momentum m of the centre that is taken off the teacher's outputs. */
      centreMomentum: z.number().min(0).max(1).default(0.9),
      /** Momentum μ of the teacher at the first step; it rises to 1 by half a cosine. The paper has .996 for 10⁵ and more steps. */
      momentum: z.number().min(0).max(1).default(0.99),
      /** Views of a small part of the image that only the student sees, beside the two of both; needs images. */
      localViews: z.int().nonnegative().max(16).default(4),
      /** Area of a small part as a part of the image, between these. */
      localMinArea: area.default(0.05),
      localMaxArea: area.default(0.4),
    })
    .refine(({ localMinArea, localMaxArea }) => localMinArea <= localMaxArea, {
      error: 'localMinArea is above localMaxArea',
    }),
  card: {
    name: 'DINO',
    description:
      'Self-distillation: from any view, small parts included, a student predicts the output that a slow copy of it gives another view of the whole; centring and sharpening keep the copy from giving all the same.',
    citation: citationOf(references.dino),
    collapseAdvice:
      'lower teacherTemperature (all outputs alike), or lower centreMomentum (one output takes all)',
  },
  kinds: ({ localViews }) => (localViews > 0 ? ['image'] : dataKinds),
});

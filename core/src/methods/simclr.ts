import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { defineMethod } from './method-definition.ts';

export const simclr = defineMethod({
  schema: z.strictObject({
    key: z.literal('simclr'),
    /** Temperature τ of NT-Xent. */
    temperature: z.number().positive().default(0.5),
  }),
  card: {
    name: 'SimCLR',
    description:
      'Contrastive: two views of a datapoint attract each other, and repel the views of all other datapoints in the batch (NT-Xent loss).',
    citation: citationOf(references.simclr),
    collapseAdvice: null,
  },
});

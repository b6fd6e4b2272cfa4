import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { defineMethod } from './method-definition.ts';

export const swav = defineMethod({
  schema: z.strictObject({
    key: z.literal('swav'),
    /** Prototypes K. The paper has 3,000 for 1,000 classes. */
    prototypes: z.int().min(2).max(65_536).default(128),
    /** Temperature τ of the predictions. */
    temperature: z.number().positive().default(0.1),
    /** Entropy ε of the codes: the lower, the nearer a code is to a single prototype. */
    entropy: z.number().positive().default(0.05),
    /** Iterations of Sinkhorn and Knopp. */
    iterations: z.int().positive().max(100).default(3),
    /** Embeddings of earlier batches that codes are made along with, for each of the two views; used as soon as it is full. 0 = none. */
    queue: z.int().nonnegative().max(65_536).default(0),
  }),
  card: {
    name: 'SwAV',
    description:
      'Clustering: a view predicts the code of the other view, its share of prototypes that are learned along, while every prototype gets an equal share of the batch.',
    citation: citationOf(references.swav),
    collapseAdvice: 'lower entropy, raise iterations, or give it a queue when prototypes outnumber the batch',
  },
});

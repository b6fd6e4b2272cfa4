import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { defineMethod } from './method-definition.ts';

export const byol = defineMethod({
  schema: z.strictObject({
    key: z.literal('byol'),
    /** Momentum μ of the copy at the first step; it rises to 1 by half a cosine. The paper has .996 for 10⁵ and more steps. */
    momentum: z.number().min(0).max(1).default(0.99),
    /** Width of the predictor's hidden layer. */
    predictorWidth: z.int().positive().max(8192).default(128),
  }),
  card: {
    name: 'BYOL',
    description:
      'Not contrastive: from one view of a datapoint a predictor predicts the embedding that a slow copy of the networks gives the other view.',
    citation: citationOf(references.byol),
    collapseAdvice: 'raise momentum',
  },
});

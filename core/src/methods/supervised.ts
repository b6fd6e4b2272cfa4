import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { defineMethod } from './method-definition.ts';

export const supervised = defineMethod({
  schema: z.strictObject({
    key: z.literal('supervised'),
    /** Part of the target's probability that is spread evenly over all classes. */
    labelSmoothing: z.number().min(0).lt(1).default(0),
  }),
  card: {
    name: 'Supervised',
    description:
      'Not self-supervised: a linear classifier on the representation learns the label of one view of each datapoint. The only method that sees labels, for comparison with those that do not.',
    citation: citationOf(references.influenceEstimation),
    collapseAdvice: 'lower labelSmoothing',
  },
});

import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { defineMethod } from './method-definition.ts';

export const barlowTwins = defineMethod({
  schema: z.strictObject({
    key: z.literal('barlow-twins'),
    /** Weight λ of the off-diagonal entries of the cross-correlation matrix. */
    redundancyWeight: z.number().nonnegative().default(0.005),
  }),
  card: {
    name: 'Barlow Twins',
    description:
      'Not contrastive: the cross-correlation matrix of the embeddings of two views is pulled towards the identity, so that views agree and dimensions do not repeat each other.',
    citation: citationOf(references.barlowTwins),
    collapseAdvice: 'raise redundancyWeight',
  },
});

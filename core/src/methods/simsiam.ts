import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { defineMethod } from './method-definition.ts';

export const simsiam = defineMethod({
  schema: z.strictObject({
    key: z.literal('simsiam'),
    /** Width of the predictor's hidden layer; the paper takes a quarter of the embedding's dimension. */
    predictorWidth: z.int().positive().max(8192).default(32),
  }),
  card: {
    name: 'SimSiam',
    description:
      'Not contrastive: from one view of a datapoint a predictor predicts the embedding of the other view, which no gradient reaches.',
    citation: citationOf(references.simsiam),
    collapseAdvice: 'lower predictorWidth',
  },
});

import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { defineMethod } from './method-definition.ts';

export const vicreg = defineMethod({
  schema: z.strictObject({
    key: z.literal('vicreg'),
    invarianceWeight: z.number().nonnegative().default(25),
    varianceWeight: z.number().nonnegative().default(25),
    covarianceWeight: z.number().nonnegative().default(1),
  }),
  // At .06, with which SimCLR trains, its loss diverges on MNIST.
  maxLearningRate: 0.01,
  card: {
    name: 'VICReg',
    description:
      'Not contrastive: two views of a datapoint attract each other, while variance and covariance terms keep the embedding from collapsing.',
    citation: citationOf(references.vicreg),
    collapseAdvice: 'raise varianceWeight',
  },
});

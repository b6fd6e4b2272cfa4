import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { defineMethod } from './method-definition.ts';

export const moco = defineMethod({
  schema: z.strictObject({
    key: z.literal('moco'),
    /** Temperature τ of the loss. */
    temperature: z.number().positive().default(0.2),
    /** Momentum μ of the copy that makes the keys. The paper has .999 for 10⁵ and more steps. */
    momentum: z.number().min(0).max(1).default(0.99),
    /** Keys K that wait in the queue. */
    queue: z.int().positive().max(65_536).default(1024),
  }),
  card: {
    name: 'MoCo',
    description:
      'Contrastive: a view attracts the other view of its datapoint as a slow copy of the networks embeds it, and repels the embeddings of earlier batches, which wait in a queue.',
    citation: citationOf(references.moco),
    collapseAdvice: null,
  },
});

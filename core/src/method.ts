/**
 * The SSL methods that a run can be configured with: their settings, and how to present them. What they compute stands in
 * `worker/src/methods`, a file for each.
 */
import { z } from 'zod';
import { citationOf, references } from './references.ts';

export const methodConfigSchema = z.discriminatedUnion('key', [
  z.strictObject({
    key: z.literal('simclr'),
    /** Temperature τ of NT-Xent. */
    temperature: z.number().positive().default(0.5),
  }),
  z.strictObject({
    key: z.literal('vicreg'),
    invarianceWeight: z.number().nonnegative().default(25),
    varianceWeight: z.number().nonnegative().default(25),
    covarianceWeight: z.number().nonnegative().default(1),
  }),
]);
export type MethodConfig = z.infer<typeof methodConfigSchema>;

export interface MethodCard {
  name: string;
  description: string;
  citation: string | null;
}

/** The methods in words; a method without a card does not compile. */
export const methodCards: Record<MethodConfig['key'], MethodCard> = {
  simclr: {
    name: 'SimCLR',
    description:
      'Contrastive: two views of a datapoint attract each other, and repel the views of all other datapoints in the batch (NT-Xent loss).',
    citation: citationOf(references.simclr),
  },
  vicreg: {
    name: 'VICReg',
    description:
      'Not contrastive: two views of a datapoint attract each other, while variance and covariance terms keep the embedding from collapsing.',
    citation: citationOf(references.vicreg),
  },
};

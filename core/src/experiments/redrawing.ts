import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, fullRun, smallRun } from './experiment-definition.ts';

export const redrawing = defineExperiment({
  schema: z.strictObject({
    key: z.literal('redrawing'),
    /** What all runs share but the seed. */
    run: baseRunSchema,
    /** Runs with encoders and masks of their own, under the seeds seed, seed + 1, … */
    seeds: z.int().min(2).max(20).default(5),
  }),
  card: {
    name: 'Redrawing',
    question: 'Does a mean score move more with other encoders or with other datapoints?',
    protocol:
      'The same datapoints are scored under several seeds, each with encoders of its own. How far the mean score would move with other encoders is compared with how far it would move with other datapoints.',
    citation: citationOf(references.localizingMemorization),
  },
  full: { key: 'redrawing', run: fullRun },
  small: { key: 'redrawing', run: smallRun, seeds: 3 },
});

import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, fullRun, smallRun, isRising } from './experiment-definition.ts';

export const duplicates = defineExperiment({
  schema: z.strictObject({
    key: z.literal('duplicates'),
    /** What all runs share; `datapoints` is the number of originals. */
    run: baseRunSchema,
    /** Repetitions with seeds of their own: other families, masks and initialisations. */
    seeds: z.int().min(1).max(20).default(2),
    /** Sizes of the families, rising: 2 is an original with one near-duplicate. */
    familySizes: z.array(z.int().min(2).max(32)).min(1).max(5).refine(isRising, {
      error: 'the sizes must rise from one to the next',
    }),
    /** Families of each size, drawn by the seed. */
    families: z.int().min(2).max(1000).default(20),
  }),
  card: {
    name: 'Duplicates',
    question: 'Does a near-duplicate hide that a datapoint is memorized?',
    protocol:
      'Near-duplicates of randomly chosen datapoints are planted. The scores of their originals are compared with those of datapoints that stand alone.',
    citation: citationOf(references.influenceEstimation),
  },
  full: { key: 'duplicates', run: { ...fullRun, datapoints: 500 }, familySizes: [2, 4, 8] },
  small: { key: 'duplicates', run: { ...smallRun, epochs: 20 }, familySizes: [2, 4] },
});

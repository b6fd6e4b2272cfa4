import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, fullRun, smallRun } from './experiment-definition.ts';

export const outlier = defineExperiment({
  schema: z.strictObject({
    key: z.literal('outlier'),
    /** The run that tells the classes; retraining shares all of its settings but the estimator. */
    run: baseRunSchema,
    /** Index of the latent class that is reduced to a single datapoint. */
    class: z.int().min(0).default(0),
    /** Datapoints of the class that are the lone one in turn, drawn by the seed. */
    loneDatapoints: z.int().min(2).max(50).default(6),
    /** Pairs of encoders with and without each of them, from one initialisation. */
    repetitions: z.int().min(2).max(64).default(8),
  }),
  card: {
    name: 'Outlier subpopulation',
    question: 'How does a single datapoint of a class affect the others of that class?',
    protocol:
      'All datapoints of a class but one are held out. Encoders are trained with and without that one, and its effect is measured on the members held out, by how near they are to it.',
    citation: citationOf(references.memorizationScore),
  },
  full: { key: 'outlier', run: { ...fullRun, datapoints: 500 } },
  small: { key: 'outlier', run: { ...smallRun, epochs: 20 }, loneDatapoints: 3, repetitions: 3 },
});

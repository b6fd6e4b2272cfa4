import { z } from 'zod';
import { distanceSchema, type Distance } from '../measures/distance.ts';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, fullRun, smallRun } from './experiment-definition.ts';
import { refuseOneLayer, refuseOtherLoss } from './settings/run-conditions.ts';

const compared: Distance[] = ['l2', 'l1', 'cosine', 'angular'];

export const layers = defineExperiment({
  schema: z.strictObject({
    key: z.literal('layers'),
    /** What all runs share but the layer and the distance: the same encoders are measured at every layer by every distance. */
    run: baseRunSchema,
    /** Distances of views; the first one gives the order of the layers that the others are held against. */
    distances: z
      .array(distanceSchema)
      .min(1)
      .refine((keys) => new Set(keys).size === keys.length, { error: 'each distance is named once' })
      .default(compared),
  }),
  conditions: [refuseOtherLoss, refuseOneLayer],
  card: {
    name: 'Layers',
    question: 'Do deeper layers memorize more, whatever the distance?',
    protocol:
      'The same encoders are measured at every layer by several distances. Mean relative scores, which have no unit, are compared from layer to layer.',
    citation: citationOf(references.localizingMemorization),
  },
  full: { key: 'layers', run: fullRun },
  small: { key: 'layers', run: smallRun },
});

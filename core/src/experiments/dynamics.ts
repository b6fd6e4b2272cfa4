import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, fullRun, smallRun } from './experiment-definition.ts';
import { refuseOtherLoss } from './settings/run-conditions.ts';

export const dynamics = defineExperiment({
  schema: z.strictObject({
    key: z.literal('dynamics'),
    /** What all runs share but the epochs. */
    run: baseRunSchema,
    /** Epochs of each training; every one has a whole learning-rate schedule of its own. */
    epochCounts: z.array(z.int().min(1).max(100_000)).min(2).max(12),
    /** Datapoints that no encoder saw, half to fit probes and half to test them; 0 for none, where datapoints have no classes. */
    probeDatapoints: z.int().min(0).max(10_000).optional(),
  }),
  conditions: [refuseOtherLoss],
  card: {
    name: 'Training dynamics',
    question: 'When in training does memorization begin?',
    protocol:
      'The same encoders, from the same initialisations and on the same masks, are trained for more and more epochs and scored on the same views. Probes say beside the scores how well classes of datapoints that no encoder saw can be told.',
    citation: citationOf(references.memorizationScore),
  },
  full: { key: 'dynamics', run: fullRun, epochCounts: [5, 10, 20, 40, 80], probeDatapoints: 2000 },
  small: { key: 'dynamics', run: smallRun, epochCounts: [1, 2, 4, 8], probeDatapoints: 400 },
});

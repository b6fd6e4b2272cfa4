import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, fullRun, smallRun, isRising } from './experiment-definition.ts';
import { refuseEpochs, refusePart } from './settings/run-conditions.ts';

export const removal = defineExperiment({
  schema: z
    .strictObject({
      key: z.literal('removal'),
      /** The run that ranks; retraining shares all of its settings but the estimator. */
      run: baseRunSchema,
      /** Fractions of the datapoints that are removed, rising; of more than half, the most and the least memorized would be the same ones. */
      removedFractions: z.array(z.number().gt(0).max(0.5)).min(1).max(10).refine(isRising, {
        error: 'the fractions must rise from one to the next',
      }),
      /** Random sets of each size. */
      draws: z.int().min(2).max(20).default(5),
      /** Retrainings without each set, from initialisations that all sets share. */
      repetitions: z.int().min(2).max(20).default(3),
      /** Datapoints that no encoder saw, half to fit probes and half to test them. */
      probeDatapoints: z.int().min(20).max(10_000).default(2000),
      /** Slug of another labelled dataset of the same kind and shape, on whose classes the same encoders are probed, too. */
      testDataset: z.string().min(1).max(200).optional(),
    })
    .refine(({ run, testDataset }) => testDataset !== run.dataset, {
      error: 'testDataset: it is the dataset itself, on which probes are tested anyway; name another one',
    }),
  conditions: [refusePart, refuseEpochs],
  card: {
    name: 'Removal',
    question: 'Does removing the most memorized datapoints cost more than removing others?',
    protocol:
      'Encoders are trained anew without the most memorized datapoints, without the least memorized and without as many random ones; probes of their frozen representations are tested on datapoints that none of them saw.',
    citation: citationOf(references.memorizationScore),
  },
  full: { key: 'removal', run: fullRun, removedFractions: [0.05, 0.1, 0.2, 0.4] },
  small: {
    key: 'removal',
    run: { ...smallRun, epochs: 20 },
    removedFractions: [0.2, 0.4],
    probeDatapoints: 400,
  },
});

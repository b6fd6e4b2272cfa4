import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, fullRun, smallRun } from './experiment-definition.ts';
import { comparedMethods, methodKeys } from './settings/method-keys.ts';

export const agreement = defineExperiment({
  schema: z
    .strictObject({
      key: z.literal('agreement'),
      /** What all runs share; the settings of its method hold for that method. */
      run: baseRunSchema,
      methods: z.array(z.enum(methodKeys)).min(1).max(10),
      /** Runs of each method, under seeds of their own: seed, seed + 1, … */
      seeds: z.int().min(2).max(10).default(2),
      /** Percentage of the ranking that is its top. */
      topPercent: z.number().gt(0).max(50).default(5),
      /** Slugs of datasets that hold the same datapoints otherwise, by the ids of their source or by their contents. */
      otherDatasets: z.array(z.string().min(1).max(200)).max(5).optional(),
    })
    .refine(
      ({ run, otherDatasets = [] }) =>
        new Set([run.dataset, ...otherDatasets]).size === otherDatasets.length + 1,
      {
        error: 'otherDatasets: each is named once, and the dataset of the run is not among them',
      },
    ),
  card: {
    name: 'Agreement',
    question: 'Do methods memorize the same datapoints?',
    protocol:
      'Scores of several methods under several seeds, or of the same datapoints in several datasets, are compared pair by pair, beside chance and beside the most that their reliability allows.',
    citation: citationOf(references.memorizationScore),
  },
  full: { key: 'agreement', run: fullRun, methods: comparedMethods },
  small: { key: 'agreement', run: smallRun, methods: ['simclr', 'vicreg'] },
});

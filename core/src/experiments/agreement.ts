import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, fullRun, smallRun } from './experiment-definition.ts';
import { comparedMethods, methodKeys } from './method-keys.ts';

export const agreement = defineExperiment({
  schema: z.strictObject({
    key: z.literal('agreement'),
    /** What all runs share; the settings of its method hold for that method. */
    run: baseRunSchema,
    methods: z.array(z.enum(methodKeys)).min(1).max(10),
    /** Runs of each method, under seeds of their own: seed, seed + 1, … */
    seeds: z.int().min(2).max(10).default(2),
    /** Percentage of the ranking that is its top. */
    topPercent: z.number().gt(0).max(50).default(5),
  }),
  card: {
    name: 'Agreement',
    question: 'Do methods memorize the same datapoints?',
    protocol:
      'Scores of several methods under several seeds are compared pair by pair, beside chance and beside the most that their reliability allows.',
    citation: citationOf(references.memorizationScore),
  },
  full: { key: 'agreement', run: fullRun, methods: comparedMethods },
  small: { key: 'agreement', run: smallRun, methods: ['simclr', 'vicreg'] },
});

import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, fullRun, smallRun } from './experiment-definition.ts';
import { comparedMethods, methodKeys } from './settings/method-keys.ts';

export const generalization = defineExperiment({
  schema: z.strictObject({
    key: z.literal('generalization'),
    /** What all runs share but method and epochs; the settings of its method hold for that method. */
    run: baseRunSchema,
    methods: z.array(z.enum(methodKeys)).min(1).max(10),
    /** Epochs of each training; every one has a whole learning-rate schedule of its own. */
    epochCounts: z.array(z.int().min(1).max(100_000)).min(2).max(12),
    /** ε: views further apart than this are misaligned. */
    epsilon: z.number().gt(0).max(2).default(0.5),
    /** Datapoints that no encoder saw, half for centres and half to test. */
    probeDatapoints: z.int().min(20).max(10_000).default(1000),
  }),
  card: {
    name: 'Generalization',
    question: 'Do alignment and the spread of class centres go with the error downstream?',
    protocol:
      'Over methods and epochs, quantities that bound the error of the nearest centre are measured on datapoints that no encoder saw, beside that error and the linear probe’s.',
    citation: citationOf(references.contrastiveGeneralization),
  },
  full: { key: 'generalization', run: fullRun, methods: comparedMethods, epochCounts: [5, 20, 60] },
  small: {
    key: 'generalization',
    run: smallRun,
    methods: ['simclr', 'vicreg'],
    epochCounts: [1, 4, 16],
    probeDatapoints: 400,
  },
});

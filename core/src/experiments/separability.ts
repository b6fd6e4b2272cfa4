import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, fullRun, smallRun } from './experiment-definition.ts';
import { comparedMethods, methodKeys } from './settings/method-keys.ts';

export const separability = defineExperiment({
  schema: z.strictObject({
    key: z.literal('separability'),
    /** What all runs share; the settings of its method hold for that method. */
    run: baseRunSchema,
    methods: z.array(z.enum(methodKeys)).min(1).max(10),
    /** Datapoints that no encoder saw, half to fit probes and half to test them. */
    probeDatapoints: z.int().min(20).max(10_000).default(2000),
  }),
  card: {
    name: 'Separability',
    question: 'How well do the representations tell classes apart?',
    protocol:
      'A linear probe and nearest neighbours of frozen representations are tested on datapoints that no encoder saw, beside the same encoders before training and the values without an encoder.',
    citation: citationOf(references.memorizationScore),
  },
  full: { key: 'separability', run: fullRun, methods: comparedMethods },
  small: {
    key: 'separability',
    run: { ...smallRun, epochs: 20 },
    methods: ['simclr', 'vicreg'],
    probeDatapoints: 400,
  },
});

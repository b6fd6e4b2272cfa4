import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, fullRun, smallRun } from './experiment-definition.ts';
import { proxiesSchema, proxyKeys } from './settings/proxies.ts';

export const atypicality = defineExperiment({
  schema: z.strictObject({
    key: z.literal('atypicality'),
    /** What all runs share but the measure: the same encoders are measured several ways. */
    run: baseRunSchema,
    /** Proxies that the score is compared with; `prototype-distance` needs classes. */
    proxies: proxiesSchema(proxyKeys).min(1).default(proxyKeys),
  }),
  card: {
    name: 'Atypicality',
    question: 'Do atypical datapoints score higher?',
    protocol:
      'The same encoders are measured by the memorization score and by proxies, among them the coherence of gradients and distances to neighbours and to the class, and the rankings are compared.',
    citation: citationOf(references.memorizationScore),
  },
  full: { key: 'atypicality', run: fullRun },
  small: { key: 'atypicality', run: { ...smallRun, epochs: 20 } },
});

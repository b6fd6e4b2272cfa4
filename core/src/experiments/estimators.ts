import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, fullRun, smallRun } from './experiment-definition.ts';
import { proxiesBeside, proxiesSchema } from './settings/proxies.ts';
import { refuseOtherLoss } from './settings/run-conditions.ts';

/** Toy size: leaving out each datapoint takes an encoder for each. */
const toy = { datapoints: 40, batch: 20 } as const;

/** Beside the alignment loss. */
const otherProxies = proxiesBeside('mean-alignment');

export const estimators = defineExperiment({
  schema: z.strictObject({
    key: z.literal('estimators'),
    /** What all runs share but the estimator; few datapoints, since each is left out. */
    run: baseRunSchema,
    /** R, how often each datapoint is left out. */
    repetitions: z.int().min(2).max(64).default(4),
    /** t, encoders of the estimators compared; they are also judged with the first half, quarter, … of them. */
    encoders: z.int().min(8).max(1024).multipleOf(4).default(64),
    /** p of the estimator `subset`. */
    includedFraction: z.number().gt(0).lt(1).default(0.7),
    /** Proxies beside the alignment loss; experiments of earlier versions had none. */
    proxies: proxiesSchema(otherProxies).optional(),
  }),
  conditions: [refuseOtherLoss],
  card: {
    name: 'Estimators compared',
    question: 'How many encoders does it take to score as leaving datapoints out does?',
    protocol:
      'At toy size every datapoint is left out, which is the definition. Half split, random subsets, f/g split and proxies, which compare no encoders, are compared with it, by the encoders that they take.',
    citation: citationOf(references.influenceEstimation),
  },
  full: { key: 'estimators', run: { ...fullRun, ...toy, epochs: 100 }, proxies: otherProxies },
  small: {
    key: 'estimators',
    run: { ...smallRun, ...toy, datapoints: 20, batch: 10 },
    repetitions: 2,
    encoders: 16,
    proxies: otherProxies,
  },
});

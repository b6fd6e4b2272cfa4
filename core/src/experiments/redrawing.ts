import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, fullRun, smallRun, type BaseRun } from './experiment-definition.ts';
import type { RunCondition } from './settings/run-conditions.ts';

/** Half of the datapoints are shared, so that there are many candidates to take a mean of. */
const fgSplit = (encoders: number): BaseRun['estimator'] => ({
  key: 'fg-split',
  encoders,
  sharedFraction: 0.5,
  candidateFraction: 0.25,
  independentFraction: 0.25,
});

/** The mean of other designs is over datapoints that some encoders saw and as many did not: what an encoder does to all of them alike cancels. */
const refuseOtherDesigns: RunCondition = ({ estimator }) =>
  estimator.key === 'fg-split'
    ? null
    : {
        path: 'estimator.key',
        message: `under ${estimator.key} what an encoder does to all datapoints alike cancels in their mean, which is asked about here; use fg-split, whose candidates all encoders of one side saw`,
      };

export const redrawing = defineExperiment({
  schema: z.strictObject({
    key: z.literal('redrawing'),
    /** What all runs share but the seed. */
    run: baseRunSchema,
    /** Runs with encoders and masks of their own, under the seeds seed, seed + 1, … */
    seeds: z.int().min(2).max(20).default(5),
  }),
  conditions: [refuseOtherDesigns],
  card: {
    name: 'Redrawing',
    question: 'Does a mean score move more with other encoders or with other datapoints?',
    protocol:
      'Encoders of their own are trained under several seeds. How far the mean score of the candidates would move with other encoders is compared with how far it would move with other candidates.',
    citation: citationOf(references.localizingMemorization),
  },
  full: { key: 'redrawing', run: { ...fullRun, estimator: fgSplit(16) } },
  small: { key: 'redrawing', run: { ...smallRun, estimator: fgSplit(8) }, seeds: 3 },
});

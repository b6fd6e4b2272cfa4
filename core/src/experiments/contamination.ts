import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, fullRun, smallRun } from './experiment-definition.ts';
import { proxiesBeside, proxiesSchema } from './settings/proxies.ts';
import { refuseOtherLoss, refusePart } from './settings/run-conditions.ts';

/** What foreign datapoints are made of. */
const outlierKinds = ['rotated', 'noised', 'shuffled'] as const;

/** Beside those that it always looks at. */
const otherProxies = proxiesBeside('mean-alignment', 'neighbour-distance', 'pixel-distance');

export const contamination = defineExperiment({
  schema: z
    .strictObject({
      key: z.literal('contamination'),
      /** What all runs share; `datapoints` is the number of those that belong to the dataset. */
      run: baseRunSchema,
      /** Repetitions with seeds of their own: other planted datapoints, masks and initialisations. */
      seeds: z.int().min(2).max(20).default(3),
      /** Planted datapoints as a fraction of those that belong; each kind has an equal share of it. */
      plantedFraction: z.number().gt(0).max(0.5).default(0.1),
      /** Other datapoints of the dataset turned by a quarter, with noise, or with their values in random order. */
      outliers: z
        .array(z.enum(outlierKinds))
        .max(outlierKinds.length)
        .default(['rotated', 'noised'])
        .refine((kinds) => new Set(kinds).size === kinds.length, { error: 'each kind is named once' }),
      /** Slug of another dataset, of the same kind and shape, whose datapoints are planted, too. */
      foreignDataset: z.string().min(1).max(200).optional(),
      /** Further detectors; experiments of earlier versions had none. */
      proxies: proxiesSchema(otherProxies).optional(),
    })
    .refine(({ outliers, foreignDataset }) => outliers.length > 0 || foreignDataset !== undefined, {
      error: 'outliers: nothing is planted; name a kind of outlier, or a foreignDataset',
    })
    .refine(({ run, foreignDataset }) => foreignDataset !== run.dataset, {
      error: 'foreignDataset: it is the dataset itself, whose datapoints belong; name another one',
    }),
  conditions: [refusePart, refuseOtherLoss],
  card: {
    name: 'Contamination',
    question: 'Does the score find planted outliers better than one encoder does?',
    protocol:
      'Datapoints that do not belong are planted at known places. How well the memorization score finds them is compared with the distance to neighbours under one encoder and without any, and with other proxies.',
    citation: citationOf(references.memorizationScore),
  },
  full: { key: 'contamination', run: { ...fullRun, datapoints: 500 }, proxies: otherProxies },
  small: { key: 'contamination', run: { ...smallRun, epochs: 20 }, proxies: otherProxies },
});

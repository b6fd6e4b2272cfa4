import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, type BaseRun } from './experiment-definition.ts';

/** Scalars, a scalar representation, and views that are a value with noise: all of it can be drawn. */
const scalarRun: BaseRun = {
  dataset: 'one-dimensional',
  method: { key: 'simclr', temperature: 0.2 },
  encoder: { key: 'mlp', widths: [64, 64, 1] },
  projector: { widths: [32, 16] },
  policy: { operations: [{ key: 'gaussian-noise', sigma: 0.3 }] },
  estimator: { key: 'half-split', encoders: 8 },
  epochs: 100,
  batch: 50,
  scoring: { views: 10, unitNorm: false },
};

export const oneDimensional = defineExperiment({
  schema: z.strictObject({
    key: z.literal('one-dimensional'),
    /** What all encoders share but the estimator; its dataset holds scalars, its encoder represents them by one. */
    run: baseRunSchema,
    /** Positions of the two datapoints that are looked at. */
    inlier: z.int().min(0).default(20),
    outlier: z.int().min(0).default(100),
    /** Encoders with all datapoints and without each of the two, from one initialisation. */
    repetitions: z.int().min(2).max(256).default(16),
    /** Places at which the curves are drawn, from below the smallest value to above the largest. */
    places: z.int().min(5).max(200).default(21),
  }),
  card: {
    name: 'One dimension',
    question: 'What does memorization look like where it can be drawn?',
    protocol:
      'Encoders of scalars are trained with and without an inlier, and with and without an outlier; what they make of the number line is drawn, with the views of both.',
    citation: citationOf(references.memorizationScore),
  },
  full: { key: 'one-dimensional', run: scalarRun, repetitions: 32 },
  small: { key: 'one-dimensional', run: { ...scalarRun, epochs: 40 }, repetitions: 8 },
});

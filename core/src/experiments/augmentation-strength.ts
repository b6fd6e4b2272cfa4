import { z } from 'zod';
import { policySchema, type PolicyConfig } from '../augmentations/policies.ts';
import { citationOf, references } from '../references.ts';
import { baseRunSchema, defineExperiment, fullRun, smallRun, isRising } from './experiment-definition.ts';

/** The policies for digits at a strength s: crops of area 1 − .6 s and more, turns by up to 15° · s; `digits-strong` at 1. */
const digitsAt = (strength: number): { strength: number; policy: PolicyConfig } => ({
  strength,
  policy: {
    operations: [
      { key: 'resized-crop', minArea: 1 - 0.6 * strength, maxArea: 1 },
      { key: 'rotation', degrees: 15 * strength },
      { key: 'blur', probability: 0.5, minSigma: 0.1, maxSigma: 1 },
    ],
  },
});

export const augmentationStrength = defineExperiment({
  schema: z.strictObject({
    key: z.literal('augmentation-strength'),
    /** What all runs share but the training policy. Views to score are drawn from its scoring policy, or else its policy. */
    run: baseRunSchema,
    /** Training policies from weak to strong; `strength` is what the chart has on its axis. */
    levels: z
      .array(z.strictObject({ strength: z.number().min(0), policy: policySchema }))
      .min(2)
      .max(12)
      .refine((levels) => isRising(levels.map(({ strength }) => strength)), {
        error: 'the strengths must rise from one level to the next',
      }),
  }),
  card: {
    name: 'Augmentation strength',
    question: 'Does stronger augmentation in training lower memorization?',
    protocol:
      'The training policy is made weaker and stronger, everything else stays: the same datapoints, masks, initialisations and scoring views.',
    citation: citationOf(references.localizingMemorization),
  },
  full: { key: 'augmentation-strength', run: fullRun, levels: [0.15, 0.3, 0.6, 1].map(digitsAt) },
  small: { key: 'augmentation-strength', run: smallRun, levels: [0.15, 0.3, 1].map(digitsAt) },
});

/** Built-in policies for colour images of about 32 × 32. */
import type { OperationConfig } from '../operation-registry.ts';

const crop: OperationConfig = { key: 'resized-crop', minArea: 0.2, maxArea: 1 };
const mirrored: OperationConfig = { key: 'horizontal-flip', probability: 0.5 };
const blur: OperationConfig = { key: 'blur', probability: 0.5, minSigma: 0.1, maxSigma: 1 };

/** Colours change by (.8, .8, .8, .2), and are taken away, with these probabilities. */
const training = (jittered: number, grey: number): readonly OperationConfig[] => [
  crop,
  mirrored,
  { key: 'colour-jitter', probability: jittered, brightness: 0.8, contrast: 0.8, saturation: 0.8, hue: 0.2 },
  { key: 'grayscale', probability: grey },
];

/**
 * `colour-normal` is that of arXiv 2409.19069: jitter of (.8, .8, .8, .2) with p .8, grey with
 * p .2, flips and crops. Weak and strong vary these two probabilities there; by how much is our choice, as is the least area of crops.
 * `colour-independent` shares no change of colour or mirror with them: for scoring on views that no encoder was trained on.
 */
export const colourPolicies = {
  'colour-weak': training(0.4, 0.1),
  'colour-normal': training(0.8, 0.2),
  'colour-strong': training(1, 0.4),
  'colour-independent': [
    crop,
    { key: 'vertical-flip', probability: 0.5 },
    blur,
    { key: 'invert', probability: 0.2 },
  ],
} as const satisfies Record<string, readonly OperationConfig[]>;

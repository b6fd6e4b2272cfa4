/**
 * 1,000 emoji in colour, in equal shares of their categories.
 *
 *     engram import dataset emoji   fetches them from npm
 *     engram run emoji-quick        minutes on two cores (docs/presets.md)
 */
import type { RunConfigInput } from '../config/run-config.ts';
import { mnistQuick } from './mnist-quick.ts';

export const emojiQuick: RunConfigInput = {
  ...mnistQuick,
  name: 'emoji-quick',
  dataset: 'emoji',
  // Mild: twice as strong ones lowered the reliability where this regime was found.
  policy: {
    operations: [
      { key: 'resized-crop', minArea: 0.82, maxArea: 1 },
      { key: 'rotation', degrees: 4.5 },
      { key: 'horizontal-flip' },
      { key: 'colour-jitter', brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.05 },
    ],
  },
};

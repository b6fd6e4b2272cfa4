import type { MeasureCard } from './measure-card.ts';

export const alignment = {
  key: 'alignment',
  card: {
    name: 'Alignment loss',
    unit: 'distance',
    description:
      'Mean distance between the representations of a datapoint’s augmented views, over all pairs of views. Encoders that memorized a ' +
      'datapoint align its views more tightly.',
  },
} as const satisfies { key: string; card: MeasureCard };

import { citationOf, references } from '../references.ts';
import { defineMeasure } from './measure-definition.ts';

export const alignment = defineMeasure({
  key: 'alignment',
  card: {
    name: 'Alignment loss',
    unit: 'distance',
    description:
      'Mean distance between the representations of a datapoint’s augmented views, over all pairs of views. Encoders that memorized a ' +
      'datapoint align its views more tightly.',
    formula: 'mean over pairs of views of d(f(x′), f(x″))',
    citation: citationOf(references.memorizationScore),
  },
  memorizedWhen: 'small',
  passes: (views) => views,
  readsViews: true,
});

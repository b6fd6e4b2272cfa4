import { defineMeasure } from './measure-definition.ts';

export const neighbourDistance = defineMeasure({
  key: 'neighbour-distance',
  card: {
    name: 'Neighbour distance',
    unit: 'distance',
    description:
      'Distance of a datapoint’s representation to its 10th nearest neighbour’s. A proxy: atypical datapoints stand apart.',
    formula: 'd(h(x), h(10th neighbour of x))',
    citation: null,
  },
  memorizedWhen: 'large',
  passes: () => 1,
  isProxy: true,
});

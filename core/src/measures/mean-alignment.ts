import { defineMeasure } from './measure-definition.ts';

export const meanAlignment = defineMeasure({
  key: 'mean-alignment',
  card: {
    name: 'Mean alignment loss',
    unit: 'distance',
    description:
      'The alignment loss under all encoders, whether they saw the datapoint or not. A proxy: atypical datapoints are hard to align for every encoder.',
    formula: 'mean over pairs of views of d(f(x′), f(x″))',
    citation: null,
  },
  memorizedWhen: 'large',
  passes: (views) => views,
  readsViews: true,
  isProxy: true,
});

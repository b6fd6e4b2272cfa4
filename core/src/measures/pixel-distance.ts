import { defineMeasure } from './measure-definition.ts';

export const pixelDistance = defineMeasure({
  key: 'pixel-distance',
  card: {
    name: 'Pixel distance',
    unit: 'distance',
    description:
      'Mean distance of a datapoint’s values to those of its 10 nearest neighbours, without an encoder. A proxy: atypical datapoints have no close neighbours.',
    formula: 'mean over the 10 nearest y of ‖x − y‖, values 0–1',
    citation: null,
  },
  memorizedWhen: 'large',
  passes: () => 0,
  isProxy: true,
});

import { citationOf, references } from '../references.ts';
import { defineMeasure } from './measure-definition.ts';

export const layerAlignment = defineMeasure({
  key: 'layer-alignment',
  card: {
    name: 'Alignment loss by layer',
    unit: 'distance',
    description:
      'The alignment loss at every layer of the encoder: the flattened output of inner layers, and the representation. The score of a datapoint is ' +
      'that of the layer measured, the representation unless the run names another; the mean score of every layer stands beside it.',
    formula: 'mean over pairs of views of d(f_l(x′), f_l(x″)), for each layer l',
    citation: citationOf(references.localizingMemorization),
  },
  memorizedWhen: 'small',
  passes: (views) => views,
  readsViews: true,
  flattensLayers: true,
});

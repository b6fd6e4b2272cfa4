import { citationOf, references } from '../references.ts';
import { defineMeasure } from './measure-definition.ts';

export const labelConfidence = defineMeasure({
  key: 'label-confidence',
  card: {
    name: 'Label confidence',
    unit: 'accuracy',
    description:
      'Whether the classifier that was trained with the encoder gives a datapoint its label. A label that only encoders trained on it know is memorized. ' +
      'It needs encoders that were trained on labels.',
    formula: '1 if argmax(W h + b) = y, else 0',
    citation: citationOf(references.influenceEstimation),
  },
  memorizedWhen: 'large',
  passes: () => 1,
  isBinary: true,
  needsClassifier: true,
  needsLabels: true,
});

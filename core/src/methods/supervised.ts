import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { defineMethod } from './method-definition.ts';

export const supervised = defineMethod({
  schema: z.strictObject({
    key: z.literal('supervised'),
    /** Part of the target's probability that is spread evenly over all classes. */
    labelSmoothing: z.number().min(0).lt(1).default(0),
  }),
  card: {
    name: 'Supervised',
    description:
      'Not self-supervised: a linear classifier on the representation learns the label of one view of each datapoint. The only method that sees labels, for comparison with those that do not.',
    citation: citationOf(references.influenceEstimation),
    collapseAdvice: 'lower labelSmoothing',
  },
  trainsClassifier: true,
  misfit(_settings, { classCount, unlabelledCount }) {
    if (classCount < 2)
      return (
        `method: 'supervised' tells classes apart, and the data have ${classCount === 0 ? 'no labels' : 'labels of one class only'}. ` +
        'Choose a method that needs no labels, or a dataset with two classes or more.'
      );
    if (unlabelledCount > 0)
      return (
        `method: 'supervised' trains on labels, and ${unlabelledCount === 1 ? 'one datapoint has' : `${unlabelledCount} datapoints have`} none. ` +
        'Choose a method that needs no labels, or label them and import the dataset again.'
      );
    return null;
  },
});

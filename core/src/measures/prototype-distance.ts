import { defineMeasure } from './measure-definition.ts';

export const prototypeDistance = defineMeasure({
  key: 'prototype-distance',
  card: {
    name: 'Prototype distance',
    unit: 'distance',
    description:
      'Distance of a datapoint’s representation to the mean of its class without it. A proxy, and one that uses labels: atypical datapoints stand far from their class.',
    formula: 'd(h(x), mean of h over the others of its class)',
    citation: null,
  },
  memorizedWhen: 'large',
  passes: () => 1,
  isProxy: true,
  needsLabels: true,
});

import { expect, it } from 'vitest';
import { measuresMessage } from '../../../../web/src/features/datapoint/measures/measures-message.ts';
import { orderMeasures } from '../../../../web/src/features/datapoint/measures/order-measures.ts';

const score = (measure: string, isProxy = false) => ({ run: { measure, isProxy } });

it('the reference comes first, then other scores, then proxies, then what is not known', () => {
  const given = [
    score('imported'),
    score('pixel-distance', true),
    score('unit-activation'),
    score('neighbour-distance', true),
    score('alignment'),
  ];
  expect(orderMeasures(given).map(({ run }) => run.measure)).toEqual([
    'alignment',
    'unit-activation',
    'neighbour-distance',
    'pixel-distance',
    'imported',
  ]);
});

it('a proxy is explained where there is one, and other encoders where there are some', () => {
  expect(measuresMessage([score('alignment')], false)).not.toMatch(/proxy|newest/);
  expect(measuresMessage([score('pixel-distance', true)], true)).toMatch(
    /not that it was memorized.*newest run/,
  );
});

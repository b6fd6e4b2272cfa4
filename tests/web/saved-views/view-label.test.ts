import { expect, it } from 'vitest';
import { viewLabel } from '../../../web/src/features/saved-views/view-label.ts';

it('tells what a saved view filters by and its order, in words, or the page that it is', () => {
  expect(viewLabel('/runs/1/explore?tags=odd%20one,x&class=3')).toBe('class 3 · tag odd one · tag x');
  expect(viewLabel('/runs/1/explore?map=1')).toBe('map');
  expect(viewLabel('/runs/1/explore?class=3&map=1&maplasso=0,0~1,0~1,1')).toBe(
    'class 3 · lasso over the map',
  );
  expect(viewLabel('/runs/1/explore?order=index-asc&view=table&from=0.01')).toBe(
    'score ≥ 0.0100 · by datapoint index · as a table',
  );
  const other = '7dc7f780-0c2e-4534-a4f5-2d493534f4f7';
  expect(viewLabel(`/runs/1/explore?against=${other}&lasso=0,0~1,0~1,1`)).toBe(
    'lasso over another run · against another run',
  );
  expect(viewLabel('/runs/1?class=3&order=value-asc')).toBe('class 3 · least memorized first');
  expect(viewLabel('/runs/1/explore?size=90')).toBe('/runs/1/explore?size=90');
  expect(viewLabel(`/datapoints/mnist/3141?run=${other}`)).toBe('datapoint 3141 of mnist');
  expect(viewLabel(`/compare?runs=${other},${other}&top=10`)).toBe('2 runs · top 10');
  expect(viewLabel(`/compare/${other}/${other}?class=3`)).toBe('two runs compared · class 3');
  expect(viewLabel(`/s/4af1?run=${other}&class=3`)).toBe(`run ${other} · class 3`);
  expect(viewLabel('/datapoints/mnist/%zz?class=3')).toBe('datapoint %zz of mnist · class 3');
  expect(viewLabel('/runs/%?class=3')).toBe('class 3');
  expect(viewLabel('/compare')).toBe('/compare');
  expect(viewLabel('/compare?')).toBe('/compare?');
});

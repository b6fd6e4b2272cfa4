import { expect, it } from 'vitest';
import { viewLabel } from '../../../web/src/features/saved-views/view-label.ts';

it('tells what a saved view filters by, or the page that it is', () => {
  expect(viewLabel('/runs/1/explore?tags=odd%20one,x&class=3')).toBe('tags odd one,x · class 3');
  expect(viewLabel('/runs/1/explore?map=1')).toBe('map');
  expect(viewLabel('/runs/1/explore?class=3&map=1&maplasso=0,0~1,0~1,1')).toBe(
    'class 3 · lasso over the map',
  );
  expect(viewLabel('/compare')).toBe('/compare');
  expect(viewLabel('/compare?')).toBe('/compare?');
});

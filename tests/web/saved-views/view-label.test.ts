import { expect, it } from 'vitest';
import { viewLabel } from '../../../web/src/features/saved-views/view-label.ts';

it('tells what a saved view filters by, or the page that it is', () => {
  expect(viewLabel('/runs/1/explore?tags=odd%20one,x&class=3')).toBe('tags odd one,x · class 3');
  expect(viewLabel('/compare')).toBe('/compare');
  expect(viewLabel('/compare?')).toBe('/compare?');
});

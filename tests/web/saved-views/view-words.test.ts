import { expect, it } from 'vitest';
import { viewWords } from '../../../web/src/features/saved-views/view-words.ts';

it('tells what a saved view filters by, or the page that it is', () => {
  expect(viewWords('/runs/1/explore?tags=odd%20one,x&class=3')).toBe('tags odd one,x · class 3');
  expect(viewWords('/compare')).toBe('/compare');
  expect(viewWords('/compare?')).toBe('/compare?');
});

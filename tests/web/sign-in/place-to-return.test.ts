import { describe, expect, it } from 'vitest';
import { placeToReturn } from '../../../web/src/features/sign-in/place-to-return.ts';

describe('after signing in', () => {
  it.each(['/', '/compare?a=1', '/runs/7/explore?q=x%20y', '/datapoints/mnist/3'])(
    'a reader goes back to %s',
    (from) => {
      expect(placeToReturn(from)).toBe(from);
    },
  );

  it.each([
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '//',
    '///',
    '/\\',
    '/\\evil.example',
    '/.//evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/sign-in',
  ])('nobody is led by %j to another site, or to the same form', (from) => {
    expect(placeToReturn(from)).toBe('/');
  });
});

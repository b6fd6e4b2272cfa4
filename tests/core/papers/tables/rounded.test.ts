import { describe, expect, it } from 'vitest';
import { decimalsOf, rounded } from '../../../../core/src/papers/tables/rounded.ts';

describe('the decimals of a number', () => {
  it.each([
    [0.0022, 4],
    [0.00996, 3],
    [0.0951, 3],
    [0.0996, 2],
    [1.2, 1],
    [12, 0],
    [99.6, -1],
    [1234, -2],
    [3e-9, 10],
    [null, 4],
    [0, 4],
    [Number.NaN, 4],
  ])('leave the uncertainty %s two significant digits', (uncertainty, decimals) => {
    expect(decimalsOf(uncertainty)).toBe(decimals);
  });

  it.each([
    [0.012345, 4, '0.0123'],
    [-0.00001, 4, '0.0000'],
    [-0.6, 0, '-1'],
    [-0.4, 0, '0'],
    [123456, -2, '123500'],
    [40, -2, '0'],
    [3.14e-9, 10, '0.0000000031'],
  ])('%s at %s is %s', (value, decimals, text) => {
    expect(rounded(value, decimals)).toBe(text);
  });
});

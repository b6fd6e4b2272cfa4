import { findUuid, isCanonicalUuid, isTopPercent, isUuid, topSize } from '@engram/core';
import { expect, it } from 'vitest';

const small = '00112233-4455-6677-8899-aabbccddeeff';

it('a UUID has 32 hexadecimal digits in five groups; addresses name it in small letters', () => {
  expect(
    [small, small.toUpperCase(), ` ${small}`, `${small}0`, small.replaceAll('-', ''), ''].map(isUuid),
  ).toEqual([true, true, false, false, false, false]);
  expect([small, small.toUpperCase(), 'x'].map(isCanonicalUuid)).toEqual([true, false, false]);
  expect([findUuid(`Run:${small}`), findUuid('Run:7')]).toEqual([small, null]);
});

it('a top is a percentage above 0, rounded up to whole datapoints', () => {
  expect([topSize(3, 50), topSize(2, 1), topSize(0, 5), topSize(200, 100)]).toEqual([2, 1, 0, 200]);
  expect([0, 0.1, 100, 100.1, NaN].map(isTopPercent)).toEqual([false, true, true, false, false]);
});

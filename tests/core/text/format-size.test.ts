import { formatSize } from '@engram/core';
import { expect, it } from 'vitest';

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1536, '1.5 KiB'],
  [2 ** 31, '2.0 GiB'],
])('says %s bytes as %s', (bytes, words) => expect(formatSize(bytes)).toBe(words));

import type { Rng } from '@engram/core';

/** Random bytes, [N, H, W, C]. */
export function randomPixels(length: number, rng: Rng): Uint8Array {
  return Uint8Array.from({ length }, () => rng.integer(256));
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = a.length === b.length ? 0 : Infinity;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}

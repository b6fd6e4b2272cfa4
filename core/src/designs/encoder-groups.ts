import type { AlignmentTable } from '../scores/estimate.ts';

/**
 * Encoders that resampling must keep together: f/g pairs that share an initialisation, and complementary halves (encoders 2p and
 * 2p + 1 whose masks are each other's negative). All others stand alone. A group of the first two kinds always has both sides.
 */
export function encoderGroups({ masks, pairs }: Pick<AlignmentTable, 'masks' | 'pairs'>): number[][] {
  if (pairs) return pairs.map((pair) => [...pair]);
  const complementary =
    masks.length % 2 === 0 &&
    masks.every((mask, encoder) =>
      Array.from(mask).every((bit, n) => Boolean(bit) !== Boolean(masks[encoder ^ 1][n])),
    );
  return complementary
    ? Array.from({ length: masks.length / 2 }, (_, pair) => [2 * pair, 2 * pair + 1])
    : masks.map((_, encoder) => [encoder]);
}

import type { NeighbourLists } from '@engram/store';

const k = 12;

/** Each datapoint's neighbours are those that come next in the run, in a ring, at distances that grow. */
export function plantNeighbours(indices: readonly number[]): NeighbourLists {
  const at = Array.from({ length: indices.length * k }, (_, place) => ({
    n: Math.floor(place / k),
    rank: (place % k) + 1,
  }));
  return {
    k,
    indices: Int32Array.from(indices),
    neighbours: Int32Array.from(at, ({ n, rank }) => indices[(n + rank) % indices.length]!),
    distances: Float32Array.from(at, ({ rank }) => 0.12 + 0.03 * Math.sqrt(rank)),
  };
}

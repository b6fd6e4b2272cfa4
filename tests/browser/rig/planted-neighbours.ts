import type { RepresentationMap } from '@engram/core';
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

/** Ten bands of points, the first to the left, with gaps between them; upwards in the order of the run. */
export function plantMap(indices: readonly number[]): RepresentationMap {
  const bandOf = (n: number): number => Math.floor((10 * n) / indices.length);
  return {
    projection: 'UMAP',
    index: Int32Array.from(indices),
    x: Float32Array.from(indices, (_, n) => 2 * bandOf(n) + (n % 7) / 7),
    y: Float32Array.from(indices, (_, n) => (n * 0.61803) % 10),
  };
}

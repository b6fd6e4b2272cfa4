import { describe, expect, it } from 'vitest';
import { distances, distancesToRowsBefore, rowDistances, Rng } from '@engram/core';

const dims = 7;
const rows = 11;
const rng = Rng.fromSeed(3);
const block = Float64Array.from({ length: rows * dims }, () => rng.normal());

describe('the distances of a row to those before it', () => {
  it.each(distances)('%s: the same bits as one by one, and nothing beyond', (distance) => {
    for (let row = 0; row < rows; row++) {
      const out = new Float64Array(rows).fill(-1);
      distancesToRowsBefore(distance, block, row, dims, out);
      const oneByOne = Array.from({ length: row }, (_, other) =>
        rowDistances[distance](block, row * dims, other * dims, dims),
      );
      expect([...out]).toEqual([...oneByOne, ...new Array<number>(rows - row).fill(-1)]);
    }
  });
});

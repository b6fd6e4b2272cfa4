import { packMap, readMap, type RepresentationMap } from '@engram/core';
import { describe, expect, it } from 'vitest';

const map: RepresentationMap = {
  projection: 'PCA',
  index: Int32Array.of(3, 5, 2_000_000),
  x: Float32Array.of(0.1, -2, 1e-40),
  y: Float32Array.of(-0, 3.4e38, 1 / 3),
};
const bytesOf = (one: RepresentationMap): ArrayBuffer => packMap(one).slice().buffer as ArrayBuffer;

describe('the bytes of a map', () => {
  it('hold every bit of it', () => {
    expect(readMap(bytesOf(map))).toEqual(map);
    const none = {
      projection: 'UMAP',
      index: new Int32Array(),
      x: new Float32Array(),
      y: new Float32Array(),
    };
    expect(readMap(bytesOf(none as RepresentationMap))).toEqual(none);
  });

  it('are little endian, as the comment beside them says', () => {
    const view = new DataView(bytesOf(map));
    expect([view.getUint32(8, true), view.getUint32(12, true), view.getInt32(20, true)]).toEqual([3, 2, 5]);
    expect(view.getFloat32(16 + 12 + 4, true)).toBe(-2);
  });

  it.each([
    ['cut short', (bytes: ArrayBuffer) => bytes.slice(0, -1)],
    ['empty', () => new ArrayBuffer(0)],
    ['of columns', (bytes: ArrayBuffer) => (new Uint8Array(bytes).set([67], 6), bytes)],
    ['of an unknown projection', (bytes: ArrayBuffer) => (new Uint8Array(bytes).set([9], 12), bytes)],
  ])('that are %s are an error', (_what, damage) => {
    expect(() => readMap(damage(bytesOf(map)))).toThrow(/not the map of a run/);
  });
});

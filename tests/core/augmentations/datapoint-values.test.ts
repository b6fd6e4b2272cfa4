import { allocateValues, encoderInputs, Rng, valueScale, ViewRenderer } from '@engram/core';
import { expect, it } from 'vitest';
import { horizontalFlip } from '../../../core/src/augmentations/operations/horizontal-flip.ts';
import { randomPixels } from './images.ts';

const shape = { height: 1, width: 5, channels: 2 };
const floats = Float32Array.from([
  -3, 700.5, 0.25, 1e-6, 9, -1e8, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
]);

it('bytes stand for 0–1, and float32 for what they are', () => {
  expect(Array.from(encoderInputs(Uint8Array.of(0, 51, 255)))).toEqual([0, Math.fround(0.2), 1]);
  expect(encoderInputs(floats)).toEqual(floats);
  expect(valueScale(allocateValues('image', 1))).toBe(255);
  for (const kind of ['vector', 'series', 'text'] as const) {
    expect(allocateValues(kind, 3)).toEqual(new Float32Array(3));
    expect(valueScale(allocateValues(kind, 1))).toBe(1);
  }
});

it('a view without operations is the datapoint to the last bit', () => {
  const out = new Float32Array(30);
  new ViewRenderer([], shape).render(floats, 1, out, 10);
  expect(out.slice(10, 20)).toEqual(floats.slice(10));
  const bytes = randomPixels(20, Rng.fromSeed(1));
  new ViewRenderer([], shape).render(bytes, 0, out, 0);
  expect(out.slice(0, 10)).toEqual(encoderInputs(bytes.subarray(0, 10)));
});

it('a change of geometry reads float32 as they are', () => {
  const flip = horizontalFlip.operator({ key: 'horizontal-flip', probability: 1 }, shape);
  flip.draw(Rng.fromSeed(1));
  const out = new Float32Array(10);
  new ViewRenderer([flip], shape).render(floats, 0, out, 0);
  expect(Array.from(out)).toEqual([4, 5, 2, 3, 9, -1e8, 0.25, 1e-6, -3, 700.5].map(Math.fround));
});

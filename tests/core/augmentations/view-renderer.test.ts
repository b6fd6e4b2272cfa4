import { Rng } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { policies } from '../../../core/src/augmentations/policy.ts';
import {
  drawView,
  identityView,
  type ViewParameters,
} from '../../../core/src/augmentations/view-parameters.ts';
import { ViewRenderer } from '../../../core/src/augmentations/view-renderer.ts';
import { oracleView } from '../../oracles/view.ts';
import { largestDifference, randomPixels } from './images.ts';

const shape = { height: 28, width: 28, channels: 1 };
const size = 28 * 28;

function rendered(pixels: Uint8Array, view: Partial<ViewParameters>, of = shape): Float32Array {
  const out = new Float32Array(of.height * of.width * of.channels);
  new ViewRenderer(of).render(pixels, 0, { ...identityView, ...view }, out, 0);
  return out;
}

/** One lit pixel. */
function dot(row: number, column: number): Uint8Array {
  const pixels = new Uint8Array(size);
  pixels[row * 28 + column] = 255;
  return pixels;
}

const centreOfMass = (image: Float32Array): [number, number] => {
  let [total, y, x] = [0, 0, 0];
  image.forEach((value, at) => {
    total += value;
    y += value * Math.floor(at / 28);
    x += value * (at % 28);
  });
  return [y / total, x / total];
};

describe('a view', () => {
  it('with identity parameters is the image itself', () => {
    const pixels = randomPixels(size, Rng.fromSeed(1));
    expect(
      largestDifference(
        rendered(pixels, {}),
        Float32Array.from(pixels, (v) => v / 255),
      ),
    ).toBeLessThan(1e-6);
  });

  it.each(['digits-strong', 'digits-weak'] as const)('of %s equals the plain definition', (key) => {
    const rng = Rng.fromSeed(key);
    for (let i = 0; i < 20; i++) {
      const pixels = randomPixels(size, rng);
      const view = drawView(policies[key], rng, { ...identityView });
      const expected = oracleView(
        Array.from(pixels, (v) => v / 255),
        28,
        28,
        view,
      );
      expect(largestDifference(rendered(pixels, view), expected)).toBeLessThan(1e-6);
    }
  });

  it('treats the channels and both sides of an oblong image alike', () => {
    const oblong = { height: 9, width: 14, channels: 3 };
    const rng = Rng.fromSeed(3);
    const pixels = randomPixels(9 * 14 * 3, rng);
    const view = drawView(policies['digits-strong'], rng, { ...identityView });
    const out = rendered(pixels, { ...view, sigma: 0.8 }, oblong);
    for (let channel = 0; channel < 3; channel++) {
      const plane = Array.from({ length: 9 * 14 }, (_, at) => pixels[at * 3 + channel]! / 255);
      const expected = oracleView(plane, 9, 14, { ...view, sigma: 0.8 });
      expect(
        largestDifference(
          out.filter((_, at) => at % 3 === channel),
          expected,
        ),
      ).toBeLessThan(1e-6);
    }
  });

  it('turned by a right angle puts each pixel where a counter-clockwise turn puts it', () => {
    // Row 5, column 20 is right of the centre and above it: a quarter turn to the left brings it above and left.
    const [y, x] = centreOfMass(rendered(dot(5, 20), { radians: Math.PI / 2 }));
    expect([y, x]).toEqual([expect.closeTo(27 - 20, 4), expect.closeTo(5, 4)]);
  });

  it('cropped to the upper left quarter shows it twice as large', () => {
    const [y, x] = centreOfMass(rendered(dot(6, 3), { side: 0.5, left: 0, top: 0 }));
    expect([y, x]).toEqual([expect.closeTo(2 * 6.5 - 0.5, 4), expect.closeTo(2 * 3.5 - 0.5, 4)]);
  });

  it('cropped to the lower right quarter shows what lies there', () => {
    const [y, x] = centreOfMass(rendered(dot(20, 17), { side: 0.5, left: 1, top: 1 }));
    expect([y, x]).toEqual([
      expect.closeTo(2 * (20.5 - 14) - 0.5, 4),
      expect.closeTo(2 * (17.5 - 14) - 0.5, 4),
    ]);
  });

  it('of a uniform image stays uniform under crop and blur, and never leaves 0–1 under any policy', () => {
    const white = new Uint8Array(size).fill(255);
    expect(
      largestDifference(
        rendered(white, { side: 0.8, left: 0.3, top: 0.6, sigma: 1 }),
        new Float32Array(size).fill(1),
      ),
    ).toBeLessThan(1e-6);
    const rng = Rng.fromSeed('range');
    for (let i = 0; i < 200; i++) {
      const view = drawView(policies[i % 2 ? 'digits-strong' : 'digits-weak'], rng, { ...identityView });
      const out = rendered(white, view);
      expect(Math.max(...out)).toBeLessThanOrEqual(1);
      expect(Math.min(...out)).toBeGreaterThanOrEqual(0);
    }
  });

  it('does not depend on what was rendered before', () => {
    const rng = Rng.fromSeed(5);
    const pixels = randomPixels(3 * size, rng);
    const renderer = new ViewRenderer(shape);
    const view = { ...identityView, side: 0.7, left: 0.2, top: 0.9, radians: 0.2, sigma: 0.6 };
    const [first, again] = [new Float32Array(size), new Float32Array(2 * size)];
    renderer.render(pixels, 1, view, first, 0);
    renderer.render(pixels, 2, identityView, again, 0);
    renderer.render(pixels, 1, view, again, size);
    expect(largestDifference(again.subarray(size), first)).toBe(0);
  });
});

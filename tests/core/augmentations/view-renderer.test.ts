import {
  mean,
  operationsOf,
  policyKeys,
  policySchema,
  Rng,
  variance,
  ViewRenderer,
  type Operator,
} from '@engram/core';
import { describe, expect, it } from 'vitest';
import { horizontalFlip } from '../../../core/src/augmentations/operations/horizontal-flip.ts';
import { oracleView } from '../../oracles/view.ts';
import { drawnView, fixedView, identityView, rendered as renderedOf } from './fixed-view.ts';
import { largestDifference, randomPixels } from './images.ts';

const shape = { height: 28, width: 28, channels: 1 };
const size = 28 * 28;

const rendered = (pixels: Uint8Array, view: Parameters<typeof renderedOf>[1], of = shape): Float32Array =>
  renderedOf(pixels, view, of);

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
      const view = drawnView(key, rng);
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
    const view = drawnView('digits-strong', rng);
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
      const view = drawnView(i % 2 ? 'digits-strong' : 'digits-weak', rng);
      const out = rendered(white, view);
      expect(Math.max(...out)).toBeLessThanOrEqual(1);
      expect(Math.min(...out)).toBeGreaterThanOrEqual(0);
    }
  });

  it('does not depend on what was rendered before', () => {
    const rng = Rng.fromSeed(5);
    const pixels = randomPixels(3 * size, rng);
    const view = { ...identityView, side: 0.7, left: 0.2, top: 0.9, radians: 0.2, sigma: 0.6 };
    const operators = fixedView(view, shape);
    const renderer = new ViewRenderer(operators, shape);
    const [first, again] = [new Float32Array(size), new Float32Array(2 * size)];
    renderer.render(pixels, 1, first, 0);
    const drawn = operators.map((operator) => ({ ...operator }));
    ViewRenderer.of('digits-strong', shape).draw(rng).render(pixels, 2, again, 0);
    renderer.draw(rng).render(pixels, 2, again, 0);
    operators.forEach((operator, i) => Object.assign(operator, drawn[i]));
    renderer.render(pixels, 1, again, size);
    expect(largestDifference(again.subarray(size), first)).toBe(0);
  });
});

describe('a list of operations', () => {
  const pixels = randomPixels(size, Rng.fromSeed(2));
  const imageOf = (operations: object[], seed = 1): Float32Array => {
    const out = new Float32Array(size);
    const policy = policySchema.parse({ operations });
    ViewRenderer.of(policy, shape).draw(Rng.fromSeed(seed)).render(pixels, 0, out, 0);
    return out;
  };
  const flip = { key: 'horizontal-flip', probability: 1 };
  const unchanged = Float32Array.from(pixels, (value) => value / 255);

  it('gives the views of a built-in policy to the last bit when it is written out', () => {
    for (const key of policyKeys) {
      const out = new Float32Array(size);
      ViewRenderer.of(key, shape).draw(Rng.fromSeed(1)).render(pixels, 0, out, 0);
      expect(imageOf([...operationsOf(key)])).toEqual(out);
    }
  });

  it('flips left and right, and twice is not at all', () => {
    const flipped = unchanged.map((_, at) => unchanged[at - (at % 28) + 27 - (at % 28)]!);
    expect(largestDifference(imageOf([flip]), flipped)).toBeLessThan(1e-6);
    expect(largestDifference(imageOf([flip, flip]), unchanged)).toBeLessThan(1e-6);
  });

  it('does its changes of geometry in order: a turn before a flip is the other turn after it', () => {
    const turned = (first: Operator[]): Float32Array => {
      const out = new Float32Array(size);
      new ViewRenderer(first, shape).render(pixels, 0, out, 0);
      return out;
    };
    const turn = (radians: number): Operator => fixedView({ ...identityView, radians }, shape)[1]!;
    const mirror = Object.assign(horizontalFlip.operator({ key: 'horizontal-flip', probability: 1 }, shape), {
      isFlipped: true,
    });
    const [before, after] = [turned([turn(0.3), mirror]), turned([mirror, turn(-0.3)])];
    expect(largestDifference(before, after)).toBeLessThan(1e-5);
    expect(largestDifference(before, turned([mirror, turn(0.3)]))).toBeGreaterThan(0.1);
  });

  it('changes geometry after values as well', () => {
    const noise = { key: 'noise', sigma: 0.1 };
    const noisy = imageOf([noise]);
    const mirrored = imageOf([noise, flip]);
    for (let at = 0; at < size; at++)
      expect(mirrored[at]).toBeCloseTo(noisy[at - (at % 28) + 27 - (at % 28)]!, 5);
  });

  it('adds noise of the spread it says, the same for the same stream, inside 0–1', () => {
    const grey = new Uint8Array(size).fill(128);
    const out = new Float32Array(size);
    const policy = policySchema.parse({ operations: [{ key: 'noise', sigma: 0.05 }] });
    ViewRenderer.of(policy, shape).draw(Rng.fromSeed(1)).render(grey, 0, out, 0);
    expect(mean(out)).toBeCloseTo(128 / 255, 2);
    expect(Math.sqrt(variance(out)) / 0.05).toBeCloseTo(1, 1);
    expect(imageOf([{ key: 'noise' }], 3)).toEqual(imageOf([{ key: 'noise' }], 3));
    expect(imageOf([{ key: 'noise' }], 3)).not.toEqual(imageOf([{ key: 'noise' }], 4));
    const loud = imageOf([{ key: 'noise', sigma: 1 }]);
    expect([Math.min(...loud), Math.max(...loud)]).toEqual([0, 1]);
  });
});

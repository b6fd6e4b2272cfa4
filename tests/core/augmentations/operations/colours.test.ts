import { createOperator, operationConfigSchema, Rng, ViewRenderer, type ImageShape } from '@engram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { turnHue } from '../../../../core/src/augmentations/colour/colour.ts';
import type { ColourJitterOperator } from '../../../../core/src/augmentations/operations/colour-jitter.ts';
import { takes, viewOf } from './view-of.ts';

const colour = (height: number, width: number): ImageShape => ({ height, width, channels: 3 });
const grey: ImageShape = { height: 2, width: 3, channels: 1 };
const near = (found: Float32Array | number[], expected: number[]): void =>
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));

/** One view of these values with these factors. */
function jittered(values: number[], shape: ImageShape, factors: Partial<ColourJitterOperator>): Float32Array {
  const operator = createOperator(operationConfigSchema.parse({ key: 'colour-jitter' }), shape);
  Object.assign(operator, { isChanged: true, brightness: 1, contrast: 1, saturation: 1, hue: 0, ...factors });
  const out = new Float32Array(values.length);
  new ViewRenderer([operator], shape).render(Float32Array.from(values), 0, out, 0);
  return out;
}

/** Python's colorsys, by its own branches: another way to the hue than ours. */
function oracleHue([red, green, blue]: number[], turn: number): number[] {
  const [high, low] = [Math.max(red!, green!, blue!), Math.min(red!, green!, blue!)];
  if (high === low) return [high, high, high];
  const s = (high - low) / high;
  const [rc, gc, bc] = [red!, green!, blue!].map((v) => (high - v) / (high - low)) as [
    number,
    number,
    number,
  ];
  const raw = red === high ? bc - gc : green === high ? 2 + rc - bc : 4 + gc - rc;
  const h = ((((raw / 6 + turn) % 1) + 1) % 1) * 6;
  const i = Math.floor(h);
  const f = h - i;
  const [p, q, t] = [high * (1 - s), high * (1 - s * f), high * (1 - s * (1 - f))];
  return [[high, t, p], [q, high, p], [p, high, t], [p, q, high], [t, p, high], [high, p, q]][i % 6]!; // prettier-ignore
}

const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('the hue of a pixel', () => {
  it.each([
    [1 / 3, [0, 1, 0]],
    [-1 / 3, [0, 0, 1]],
    [1 / 6, [1, 1, 0]],
    [0.5, [0, 1, 1]],
    [0, [1, 0, 0]],
  ])('red turned by %d', (turn, expected) => {
    const values = Float32Array.of(1, 0, 0);
    turnHue(values, 0, turn);
    near(values, expected);
  });

  it('is turned as the definition says, in bounds, with its largest and smallest channel', () => {
    fc.assert(
      fc.property(fc.tuple(unit, unit, unit), fc.double({ min: -0.5, max: 0.5, noNaN: true }), (pixel, turn) => {
        const before = [...Float32Array.from(pixel)];
        const values = Float32Array.from([9, ...pixel, 9]);
        turnHue(values, 1, turn);
        near(values.subarray(1, 4), oracleHue(before, turn));
        expect([values[0], values[4]]).toEqual([9, 9]);
        expect(Math.max(...values.subarray(1, 4))).toBeCloseTo(Math.max(...before), 6);
        expect(Math.min(...values.subarray(1, 4))).toBeCloseTo(Math.min(...before), 6);
      }),
    );
  }); // prettier-ignore
});

describe('colour-jitter', () => {
  const two = colour(1, 2);
  const values = [0.2, 0.4, 0.6, 0.8, 0.1, 0.3];
  const greys = [0, 3].map((i) => 0.299 * values[i]! + 0.587 * values[i + 1]! + 0.114 * values[i + 2]!);

  it('multiplies by the brightness', () => {
    near(jittered(values, two, { brightness: 1.5 }), [0.3, 0.6, 0.9, 1, 0.15, 0.45]);
  });

  it('mixes with the mean grey for the contrast', () => {
    const middle = (greys[0]! + greys[1]!) / 2;
    near(jittered(values, two, { contrast: 0.25 }), values.map((v) => 0.25 * v + 0.75 * middle)); // prettier-ignore
    near(jittered(values, two, { contrast: 0 }), values.map(() => middle)); // prettier-ignore
  });

  it('mixes with the grey of each pixel for the saturation', () => {
    near(jittered(values, two, { saturation: 0.5 }), values.map((v, i) => 0.5 * v + 0.5 * greys[Math.floor(i / 3)]!)); // prettier-ignore
  });

  it('changes brightness, contrast, saturation and hue in this order', () => {
    const factors = { brightness: 1.6, contrast: 0.4, saturation: 1.7, hue: 0.15 };
    let step = jittered(values, two, { brightness: 1.6 });
    for (const key of ['contrast', 'saturation', 'hue'] as const)
      step = jittered([...step], two, { [key]: factors[key] });
    near(jittered(values, two, factors), [...step]);
    const other = jittered([...jittered(values, two, { contrast: 0.4 })], two, { brightness: 1.6 });
    expect(other[3]).not.toBeCloseTo(jittered(values, two, { brightness: 1.6, contrast: 0.4 })[3]!, 3);
  });

  it('gives grey images another brightness and contrast only', () => {
    const one = [0.1, 0.2, 0.3, 0.4, 0.5, 0.9];
    near(jittered(one, grey, { saturation: 0.1, hue: 0.4 }), one);
    near(jittered(one, grey, { contrast: 0 }), one.map(() => 0.4)); // prettier-ignore
  });

  it('stays in 0–1 whatever is drawn, and is the same for the same stream', () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 6, maxLength: 6 }), fc.integer(), (pixels, seed) => {
        const operation = { key: 'colour-jitter', probability: 1, brightness: 1, contrast: 1, saturation: 1, hue: 0.5 }; // prettier-ignore
        const view = viewOf(operation, Float32Array.from(pixels), two, Rng.fromSeed(seed));
        expect(view.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(view).toEqual(viewOf(operation, Float32Array.from(pixels), two, Rng.fromSeed(seed)));
      }),
    );
  });

  it('draws factors within its strengths, with its probability', () => {
    const operator = createOperator(
      operationConfigSchema.parse({ key: 'colour-jitter', probability: 0.3, brightness: 0.5, contrast: 0.2, hue: 0.1 }), // prettier-ignore
      two,
    ) as ColourJitterOperator;
    const rng = Rng.fromSeed(4);
    const drawn = Array.from({ length: 5000 }, () => (operator.draw(rng), { ...operator }));
    const range = (key: 'brightness' | 'contrast' | 'saturation' | 'hue') => {
      const all = drawn.map((one) => one[key]);
      return [Math.min(...all), Math.max(...all)];
    };
    const about = (found: number[], expected: number[]): void =>
      expected.forEach((value, i) => {
        expect(Math.abs(found[i]!)).toBeLessThanOrEqual(Math.abs(value) > 1 ? Math.abs(value) : Infinity);
        expect(found[i]).toBeCloseTo(value, 1);
      });
    about(range('brightness'), [0.5, 1.5]);
    about(range('contrast'), [0.8, 1.2]);
    about(range('saturation'), [0.2, 1.8]);
    about(range('hue'), [-0.1, 0.1]);
    expect(drawn.filter(({ isChanged }) => isChanged).length / 5000).toBeCloseTo(0.3, 1);
  });

  it('takes as many numbers from the stream whatever comes of it', () => {
    for (const probability of [0, 0.5, 1])
      expect(takes({ key: 'colour-jitter', probability }, two, (rng) => { for (let i = 0; i < 5; i++) rng.uniform(); })).toBe(true); // prettier-ignore
  });
});

describe('grayscale, invert and vertical-flip', () => {
  it('grayscale gives all channels the grey of the pixel; grey images stay', () => {
    const view = viewOf({ key: 'grayscale', probability: 1 }, Float32Array.of(1, 0, 0, 0.2, 0.4, 0.6), colour(1, 2));
    near(view, [0.299, 0.299, 0.299, 0.363, 0.363, 0.363]);
    const one = Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
    expect(viewOf({ key: 'grayscale', probability: 1 }, one, grey)).toEqual(one);
  }); // prettier-ignore

  it('invert makes 1 − v of each value, and of its negative the image again', () => {
    const negative = viewOf({ key: 'invert', probability: 1 }, Float32Array.of(0, 0.25, 1, 0.5, 0.75, 0.1), grey);
    near(negative, [1, 0.75, 0, 0.5, 0.25, 0.9]);
    near(viewOf({ key: 'invert', probability: 1 }, negative, grey), [0, 0.25, 1, 0.5, 0.75, 0.1]);
  }); // prettier-ignore

  it('vertical-flip turns the rows round, in every channel, and not the columns', () => {
    const values = Float32Array.from({ length: 18 }, (_, i) => i / 20);
    const view = viewOf({ key: 'vertical-flip', probability: 1 }, values, colour(2, 3));
    near(view, [...values.subarray(9), ...values.subarray(0, 9)]);
    const flips = [{ key: 'vertical-flip', probability: 1 }, { key: 'horizontal-flip', probability: 1 }]; // prettier-ignore
    const turned = viewOf(flips[0]!, values.slice(0, 6), grey);
    const both = viewOf(flips[1]!, turned, grey);
    near(both, [...values.subarray(0, 6)].reverse());
  });

  it.each(['grayscale', 'invert', 'vertical-flip'])('%s: never with p 0, one number a view', (key) => {
    const values = Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
    expect(viewOf({ key, probability: 0 }, values, grey)).toEqual(values);
    for (const probability of [0, 0.5, 1])
      expect(takes({ key, probability }, grey, (rng) => void rng.uniform())).toBe(true);
  });
});

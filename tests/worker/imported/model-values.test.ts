import type { ModelInput } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { fromHalf, toHalf } from '../../../worker/src/imported/half-precision.ts';
import { modelValues } from '../../../worker/src/imported/model-values.ts';
import { checkPreprocessing } from '../../../worker/src/imported/preprocessing.ts';
import { resizeBilinear } from '../../../worker/src/imported/resize-bilinear.ts';

const input = (o: Partial<ModelInput>): ModelInput => ({
  ...{ height: 1, width: 2, channels: 3, layout: 'nchw', mean: [0], std: [1], type: 'float32', batch: null },
  ...o,
});

describe('values of a model', () => {
  const shape = { height: 1, width: 2, channels: 3 };
  const image = Float32Array.of(0, 1, 2, 3, 4, 5);

  it('are channel by channel, or place by place', () => {
    expect([...modelValues(image, 1, shape, input({}))]).toEqual([0, 3, 1, 4, 2, 5]);
    expect([...modelValues(image, 1, shape, input({ layout: 'nhwc' }))]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('are normalised with the mean and deviation of their channel', () => {
    const found = modelValues(image, 1, shape, input({ mean: [0, 1, 2], std: [1, 2, 4] }));
    expect([...found]).toEqual([0, 3, 0, 1.5, 0, 0.75]);
  });

  it('repeat a single channel', () => {
    const found = modelValues(
      Float32Array.of(1, 2, 3, 4),
      2,
      { height: 1, width: 2, channels: 1 },
      input({}),
    );
    expect([...found]).toEqual([1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4]);
  });
});

describe('an image resized', () => {
  // torch.nn.functional.interpolate(x, size, mode='bilinear', align_corners=False), PyTorch 1.13.
  it.each([
    [[0, 1, 2, 3], { height: 2, width: 2 }, { height: 3, width: 3 }, [0, 0.5, 1, 1, 1.5, 2, 2, 2.5, 3]],
    [[0, 1, 2, 3], { height: 1, width: 4 }, { height: 1, width: 2 }, [0.5, 2.5]],
    [[0, 1, 2, 3, 4, 5], { height: 2, width: 3 }, { height: 1, width: 2 }, [1.75, 3.25]],
  ])('is as PyTorch makes it', (values, from, to, wanted) => {
    expect([...resizeBilinear(Float32Array.from(values), { ...from, channels: 1 }, to)]).toEqual(wanted);
  });

  it('keeps channels apart', () => {
    const found = resizeBilinear(
      Float32Array.of(0, 10, 2, 30),
      { height: 1, width: 2, channels: 2 },
      { height: 1, width: 1 },
    );
    expect([...found]).toEqual([1, 20]);
  });
});

describe('half precision', () => {
  it.each([
    [0, 0], [1, 0x3c00], [-2, 0xc000], [65504, 0x7bff], [65519, 0x7bff], [65520, 0x7c00], [1e9, 0x7c00], [-Infinity, 0xfc00],
    [2 ** -24, 1], [2 ** -25, 0], [2 ** -25 * 1.5, 1], [2 ** -14, 0x0400], [2 ** -14 - 2 ** -25, 0x0400], [1 + 2 ** -11, 0x3c00], [1 + 3 * 2 ** -11, 0x3c02],
  ])('%s has the bits %i', (value, bits) => {
    expect(toHalf(Float32Array.of(value))[0]).toBe(bits);
  }); // prettier-ignore

  it('gives every number back', () => {
    const all = Uint16Array.from({ length: 65536 }, (_, bits) => bits).filter(
      (bits) => (bits & 0x7c00) !== 0x7c00 || (bits & 1023) === 0,
    );
    expect(toHalf(fromHalf(all))).toEqual(all);
    expect(fromHalf(Uint16Array.of(0x7e00))[0]).toBeNaN();
  });
});

it('what is stated of the input is checked by name', () => {
  expect(checkPreprocessing({ mean: 0.5, std: [1, 2], size: 8 }, 'f.json')).toEqual({
    mean: [0.5],
    std: [1, 2],
    size: [8, 8],
  });
  expect(() => checkPreprocessing({ means: [1] }, 'f.json')).toThrow(
    'f.json: the whole: "means" is no member of it',
  );
  expect(() => checkPreprocessing({ std: [0] }, 'f.json')).toThrow('f.json: std: it must be more than 0');
  expect(() => checkPreprocessing({ size: [1, 2, 3] }, 'f.json')).toThrow('f.json: size');
});

import { imageSize } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Encoder } from '../../../worker/src/encoders/encoder.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { measureEncoder } from '../../../worker/src/pipeline/measure.ts';
import { expectClose } from '../../oracles/close.ts';
import { configOf, data, freshEncoder, imagesOf, l2, measure, rowsUnder, unit } from './measured-toy.ts';

let encoder: Encoder;
let rows: number[][];

beforeAll(async () => {
  await selectEngine('onnxruntime');
  encoder = freshEncoder();
  rows = (await rowsUnder(encoder, imagesOf(data))).map(unit);
  return () => encoder.dispose();
});

const toOthers = (all: number[][], n: number): number[] =>
  all.flatMap((row, other) => (other === n ? [] : [l2(all[n]!, row)])).sort((a, b) => a - b);

describe('proxies agree with loops', () => {
  it('neighbour-distance: to the 10th nearest, which is not the datapoint itself', async () => {
    const { perDatapoint } = await measure(encoder, 'neighbour-distance');
    rows.forEach((_, n) => expectClose(perDatapoint[n], toOthers(rows, n)[9]!, 1e-5));
  });

  it('pixel-distance: mean to the 10 nearest, under every encoder the same', async () => {
    const { perDatapoint } = await measure(encoder, 'pixel-distance');
    const size = imageSize(data.shape);
    const images = rows.map((_, n) => Array.from(imagesOf(data).subarray(n * size, (n + 1) * size)));
    images.forEach((_, n) => {
      const nearest = toOthers(images, n).slice(0, 10);
      expectClose(perDatapoint[n], nearest.reduce((sum, value) => sum + value, 0) / 10, 1e-5);
    });
    const other = freshEncoder({ encoder: { key: 'mlp', widths: [4] } });
    expect((await measure(other, 'pixel-distance')).perDatapoint).toEqual(perDatapoint);
    other.dispose();
  });

  it('prototype-distance: to the mean of the others of the class; of all others for one that is alone in it', async () => {
    const classes = data.classes.map((label, n) => (n === 5 ? 9 : label));
    const config = configOf('prototype-distance');
    const { perDatapoint } = await measureEncoder({ config, encoder, data: { ...data, classes } });
    rows.forEach((row, n) => {
      const others = rows.filter((_, other) => other !== n && (n === 5 || classes[other] === classes[n]));
      const prototype = row.map((_, i) => others.reduce((sum, one) => sum + one[i]!, 0) / others.length);
      expectClose(perDatapoint[n], l2(row, prototype), 1e-5);
    });
  });

  it('prototype-distance rejects datapoints without labels; the others do not read them', async () => {
    const unlabelled = { ...data, classes: data.classes.map(() => -1) };
    const under = (key: 'prototype-distance' | 'neighbour-distance') =>
      measureEncoder({ config: configOf(key), encoder, data: unlabelled });
    await expect(under('prototype-distance')).rejects.toThrow(
      "measure: 'prototype-distance' needs the class",
    );
    expect((await under('neighbour-distance')).perDatapoint).toEqual(
      (await measure(encoder, 'neighbour-distance')).perDatapoint,
    );
  });

  it('mean-alignment: the alignment loss', async () => {
    expect((await measure(encoder, 'mean-alignment')).perDatapoint).toEqual(
      (await measure(encoder, 'alignment')).perDatapoint,
    );
  });
});

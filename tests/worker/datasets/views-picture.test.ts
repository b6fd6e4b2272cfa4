import { runConfigSchema, ScoringViewRenderer, type ImageShape, type PolicyConfig } from '@engram/core';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { drawViewsPicture } from '../../../worker/src/datasets/pictures/views-picture.ts';

const config = (policy: PolicyConfig, views: number) => ({ seed: 5, policy, scoring: { views } });

/** Reads cells of a picture whose datapoints are scaled to `scale` times their size. */
async function decoded(png: Buffer, shape: ImageShape, scale: number) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const cellWidth = Math.max(shape.width * scale, 112) + 6;
  const cellHeight = shape.height * scale + 22;
  const cell = (n: number): number[] => {
    const [left, top] = [6 + (n % 6) * cellWidth, 6 + Math.floor(n / 6) * cellHeight];
    return Array.from({ length: shape.height * shape.width }, (_, i) => {
      const [y, x] = [top + Math.floor(i / shape.width) * scale, left + (i % shape.width) * scale];
      return [0, 1, 2].map((c) => data[(y * info.width + x) * 3 + c]!);
    }).flat();
  };
  return { info, cell };
}

it('shows the datapoint, then the views that a run with the seed and policy scores it on', async () => {
  const shape = { height: 4, width: 6, channels: 3 };
  const values = Uint8Array.from({ length: 72 }, (_, i) => (i * 37) % 256);
  const png = await drawViewsPicture(config('colour-normal', 7), { kind: 'image', shape, index: 9, values });
  const { info, cell } = await decoded(png, shape, 16);
  // Eight pictures, six in a row.
  expect([info.width, info.height, info.channels]).toEqual([6 * 118 + 6, 2 * 86 + 6, 3]);
  expect(cell(0)).toEqual([...values]);
  const run = runConfigSchema.parse({
    dataset: 'any',
    seed: 5,
    method: { key: 'simclr' },
    encoder: { key: 'mlp' },
    policy: 'colour-normal',
    estimator: { key: 'half-split', encoders: 4 },
    epochs: 1,
    scoring: { views: 7 },
  });
  const scored = new Float32Array(7 * 72);
  new ScoringViewRenderer(run, shape).render(values, 0, 9, scored, 0);
  for (let m = 0; m < 7; m++)
    expect(cell(m + 1)).toEqual([...Uint8ClampedArray.from(scored.subarray(m * 72, (m + 1) * 72), (v) => 255 * v)]); // prettier-ignore
  const other = await drawViewsPicture({ ...config('colour-normal', 7), seed: 6 }, { kind: 'image', shape, index: 9, values }); // prettier-ignore
  expect((await decoded(other, shape, 16)).cell(1)).not.toEqual(cell(1));
});

it('shows grey images as they are, and plots data of other kinds', async () => {
  const shape = { height: 8, width: 8, channels: 1 };
  const values = Uint8Array.from({ length: 64 }, (_, i) => i * 4);
  const png = await drawViewsPicture(config('digits-weak', 2), { kind: 'image', shape, index: 0, values });
  expect((await decoded(png, shape, 12)).cell(0)).toEqual([...values].flatMap((v) => [v, v, v]));
  const vector = { height: 1, width: 20, channels: 1 };
  const plots = await drawViewsPicture(config('vector-weak', 3), {
    kind: 'vector',
    shape: vector,
    index: 0,
    values: Float32Array.from({ length: 20 }, (_, i) => Math.sin(i)),
  });
  expect(await sharp(plots).metadata()).toMatchObject({ width: 4 * 118 + 6, height: 112 + 22 + 6 });
});

import {
  drawPlot,
  imageSize,
  pictureSize,
  plotRange,
  ScoringViewRenderer,
  type DataKind,
  type DatapointValues,
  type ImageShape,
  type ScoringViewsConfig,
} from '@engram/core';
import sharp from 'sharp';

/** What a datapoint is and what shape it has. */
export interface SpriteOf extends ImageShape {
  kind: DataKind;
}

/**
 * The M scoring views of a datapoint side by side, redrawn from seed and policy: of an image values 0–1 become bytes 0–255; anything
 * else is plotted, all views on one scale.
 * @param values [H, W, C] of the datapoint
 * @returns a PNG of M pictures of `pictureSize` in a row
 */
export async function drawViewSprite(
  config: ScoringViewsConfig,
  dataset: SpriteOf,
  index: number,
  values: DatapointValues,
): Promise<Buffer> {
  const { views } = config.scoring;
  const { kind } = dataset;
  const drawn = new Float32Array(views * imageSize(dataset)); // [M, H, W, C]
  new ScoringViewRenderer(config, dataset).render(values, 0, index, drawn, 0);
  const { height, width } = pictureSize(kind, dataset);
  const channels = kind === 'image' ? dataset.channels : 1;
  const sprite = kind === 'image' ? imagesInRow(drawn, dataset, views) : plotsInRow(drawn, dataset, views);
  const raw = { height, width: views * width, channels: channels as 1 | 3 };
  return sharp(sprite, { raw })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .png({ compressionLevel: 6 })
    .toBuffer();
}

/** [M, H, W, C] → [H, M, W, C] */
function imagesInRow(
  drawn: Float32Array,
  { height, width, channels }: ImageShape,
  views: number,
): Uint8ClampedArray {
  const line = width * channels;
  const sprite = new Uint8ClampedArray(drawn.length);
  for (let m = 0; m < views; m++)
    for (let row = 0; row < height; row++)
      for (let at = 0; at < line; at++)
        sprite[(row * views + m) * line + at] = 255 * drawn[(m * height + row) * line + at]!;
  return sprite;
}

function plotsInRow(drawn: Float32Array, dataset: SpriteOf, views: number): Uint8ClampedArray {
  const { kind } = dataset;
  const { height, width } = pictureSize(kind, dataset);
  const pixels = new Uint8ClampedArray(height * width * views);
  const range = plotRange(kind, drawn);
  const size = imageSize(dataset);
  for (let m = 0; m < views; m++) {
    const target = { pixels, at: m * width, stride: views * width };
    drawPlot(kind, { values: drawn, from: m * size, shape: dataset }, range, target);
  }
  return pixels;
}

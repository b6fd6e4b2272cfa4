import sharp from 'sharp';
import {
  drawPlot,
  imageSize,
  pictureSize,
  plotRange,
  plotSide,
  ScoringViewRenderer,
  valueScale,
  type DataKind,
  type DatapointValues,
  type ImageShape,
  type ScoringViewsConfig,
} from '@engram/core';
import { drawText } from './draw-text.ts';

/** Pictures in a row; the space around each; the height of the line under it. */
const perRow = 6;
const gap = 6;
const captionHeight = 16;

/** A datapoint and where it stands. */
export interface PicturedDatapoint {
  kind: DataKind;
  shape: ImageShape;
  /** Its index in the dataset. */
  index: number;
  /** [H, W, C] */
  values: DatapointValues;
}

/** A picture with its caption: grey or red, green and blue. */
interface Cell extends ImageShape {
  pixels: Uint8Array | Uint8ClampedArray;
  caption: string;
}

/** The datapoint itself, then its views as a run with this configuration scores on them: [M + 1, H, W, C]. */
function valuesOf(config: ScoringViewsConfig, { shape, index, values }: PicturedDatapoint): Float32Array {
  const size = imageSize(shape);
  const all = new Float32Array((config.scoring.views + 1) * size);
  const scale = valueScale(values);
  for (let i = 0; i < size; i++) all[i] = values[i]! / scale;
  new ScoringViewRenderer(config, shape).render(values, 0, index, all, size);
  return all;
}

function cellsOf(config: ScoringViewsConfig, datapoint: PicturedDatapoint): Cell[] {
  const { kind, shape } = datapoint;
  const all = valuesOf(config, datapoint);
  const size = imageSize(shape);
  const range = plotRange(kind, all);
  return Array.from({ length: config.scoring.views + 1 }, (_, n) => {
    const caption = n === 0 ? 'original' : `view ${n - 1}`;
    if (kind === 'image')
      return { ...shape, caption, pixels: Uint8ClampedArray.from(all.subarray(n * size, (n + 1) * size), (v) => 255 * v) }; // prettier-ignore
    const pixels = new Uint8Array(plotSide * plotSide);
    drawPlot(kind, { values: all, from: n * size, shape }, range, { pixels, at: 0, stride: plotSide });
    return { height: plotSide, width: plotSide, channels: 1, pixels, caption };
  });
}

/** Puts a picture into a sheet [·, width, 3], each of its pixels as a square of `scale`. */
function put(
  sheet: Uint8Array,
  sheetWidth: number,
  cell: Cell,
  left: number,
  top: number,
  scale: number,
): void {
  const { height, width, channels, pixels } = cell;
  for (let y = 0; y < height * scale; y++)
    for (let x = 0; x < width * scale; x++) {
      const from = (Math.floor(y / scale) * width + Math.floor(x / scale)) * channels;
      const to = ((top + y) * sheetWidth + left + x) * 3;
      for (let c = 0; c < 3; c++) sheet[to + c] = pixels[from + (channels === 3 ? c : 0)]!;
    }
}

/**
 * A datapoint and the views that a run scores it on, each with its caption, six in a row.
 *
 * @returns a PNG
 */
export async function drawViewsPicture(
  config: ScoringViewsConfig,
  datapoint: PicturedDatapoint,
): Promise<Buffer> {
  const cells = cellsOf(config, datapoint);
  const { height, width } = pictureSize(datapoint.kind, datapoint.shape);
  const scale = Math.max(1, Math.ceil((plotSide - 16) / Math.max(height, width)));
  // A caption has the width of a plot.
  const cellWidth = Math.max(width * scale, plotSide) + gap;
  const cellHeight = height * scale + captionHeight + gap;
  const columns = Math.min(perRow, cells.length);
  const size = {
    width: columns * cellWidth + gap,
    height: Math.ceil(cells.length / columns) * cellHeight + gap,
  };
  const sheet = new Uint8Array(size.width * size.height * 3).fill(255);
  cells.forEach((cell, n) => {
    const left = gap + (n % columns) * cellWidth;
    const top = gap + Math.floor(n / columns) * cellHeight;
    put(sheet, size.width, cell, left, top, scale);
    const line = { height: captionHeight, width: plotSide, channels: 1, caption: '' };
    put(sheet, size.width, { ...line, pixels: drawText(cell.caption) }, left, top + height * scale, 1);
  });
  return sharp(sheet, { raw: { ...size, channels: 3 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
}

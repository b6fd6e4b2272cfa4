import { GaussianBlur } from './gaussian-blur.ts';
import type { ImageShape } from './image-shape.ts';
import { border, warp } from './resized-crop.ts';
import type { ViewParameters } from './view-parameters.ts';

/**
 * Renders views of images of one shape: crop and rotation in one warp, then blur. Plain loops over typed arrays with
 * scratch memory of its own, so that whole batches are made without allocation and alike for every engine.
 */
export class ViewRenderer {
  private readonly padded: Float32Array;
  private readonly blur: GaussianBlur;
  private loaded: { pixels: Uint8Array; datapoint: number; channel: number } | null = null;

  constructor(private readonly shape: ImageShape) {
    this.padded = new Float32Array((shape.height + border) * (shape.width + border));
    this.blur = new GaussianBlur(shape.height, shape.width);
  }

  /**
   * @param pixels [N, H, W, C], 0–255
   * @param out receives the view from `at` on: [H, W, C] in 0–1
   */
  render(
    pixels: Uint8Array,
    datapoint: number,
    view: Readonly<ViewParameters>,
    out: Float32Array,
    at: number,
  ): void {
    const { height, width, channels } = this.shape;
    for (let channel = 0; channel < channels; channel++) {
      this.load(pixels, datapoint, channel);
      warp(this.padded, height, width, view, out, at + channel, channels);
      if (view.sigma > 0) this.blur.apply(out, at + channel, channels, view.sigma);
    }
  }

  /** Copies one channel into the middle of the zeros; views of one datapoint in a row need it once. */
  private load(pixels: Uint8Array, datapoint: number, channel: number): void {
    const held = this.loaded;
    if (held?.pixels === pixels && held.datapoint === datapoint && held.channel === channel) return;
    this.loaded = { pixels, datapoint, channel };
    const { height, width, channels } = this.shape;
    let from = datapoint * height * width * channels + channel;
    for (let j = 1; j <= height; j++) {
      const row = j * (width + border) + 1;
      for (let i = 0; i < width; i++) {
        this.padded[row + i] = pixels[from]! / 255;
        from += channels;
      }
    }
  }
}

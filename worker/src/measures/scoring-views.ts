import {
  encoderLayers,
  imageSize,
  scoringPolicy,
  ScoringViewRenderer,
  viewSeed,
  type AnyRunConfig,
  type ScoringViewsConfig,
} from '@engram/core';
import { evenSizes } from '../datasets/even-sizes.ts';
import { positionsFrom } from '../datasets/pixel-source.ts';
import type { RunData } from '../datasets/run-data.ts';

/** Images of one pass through an encoder; the activations of a convolution grow with them. */
const imagesAtOnce = 250;
/** Of one whose layers are vectors: an MLP takes an eighth less time than with 500 (docs/performance.md). */
const imagesAtOnceOfVectors = 1000;

/** Images of one pass through an encoder of this configuration. */
const imagesFor = ({ encoder }: AnyRunConfig): number =>
  encoderLayers(encoder).every(({ pooling }) => pooling === 'none') ? imagesAtOnceOfVectors : imagesAtOnce;

/** Part of the scoring views: M views of some datapoints, datapoint by datapoint. */
export interface ViewBlock {
  readonly datapoints: number;
  /** [datapoints · M, H, W, C] in 0–1 */
  readonly images: Float32Array;
}

/**
 * The M views of each datapoint that every encoder of a run is scored on, in blocks of two shapes at most. A datapoint's
 * views depend on the run's seed and its index in the dataset only, not on which others are used.
 *
 * @param atOnce images of a block, at most, unless one datapoint has more views
 */
export function* scoringViews(
  config: ScoringViewsConfig,
  data: RunData,
  atOnce = imagesAtOnce,
): Generator<ViewBlock> {
  const { views } = config.scoring;
  const renderer = new ScoringViewRenderer(config, data.shape);
  const size = imageSize(data.shape);
  let position = 0;
  for (const datapoints of evenSizes(data.indices.length, Math.max(1, Math.floor(atOnce / views)))) {
    const images = new Float32Array(datapoints * views * size);
    const pixels = data.pixels.read(positionsFrom(position, datapoints));
    for (let row = 0; row < datapoints; row++, position++)
      renderer.render(pixels, row, data.indices[position]!, images, row * views * size);
    yield { datapoints, images };
  }
}

/**
 * Keeps the scoring views of the run scored last, while they are small: a process scores many encoders on the same views.
 * The caller may use one for every run; another run's views take the place of those held.
 */
export class ViewCache {
  private held: { data: RunData; key: string; blocks: ViewBlock[] } | null = null;

  constructor(private readonly limitBytes = 64 * 2 ** 20) {}

  blocks(config: AnyRunConfig, data: RunData): Iterable<ViewBlock> {
    const { views } = config.scoring;
    const atOnce = imagesFor(config);
    const key = JSON.stringify([viewSeed(config), scoringPolicy(config), views, atOnce]);
    if (this.held?.data === data && this.held.key === key) return this.held.blocks;
    const sizeBytes = 4 * views * data.indices.length * imageSize(data.shape);
    if (sizeBytes > this.limitBytes) return scoringViews(config, data, atOnce);
    this.held = { data, key, blocks: [...scoringViews(config, data, atOnce)] };
    return this.held.blocks;
  }
}

import { Rng } from '../rng.ts';
import type { RunConfig } from '../config/run-config.ts';
import type { DatapointValues } from './datapoint-values.ts';
import { imageSize, type ImageShape } from './image-shape.ts';
import type { PolicyConfig } from './policies.ts';
import { ViewRenderer } from './view-renderer.ts';

/** What determines the scoring views of a run. */
export interface ScoringViewsConfig extends Pick<RunConfig, 'seed' | 'policy'> {
  scoring: Pick<RunConfig['scoring'], 'views' | 'viewSeed' | 'policy'>;
}

/** Seed of the views that every encoder of a run is scored on. */
export function viewSeed(config: { seed: number; scoring: Pick<RunConfig['scoring'], 'viewSeed'> }): string {
  return Rng.fromSeed(config.scoring.viewSeed ?? config.seed)
    .split('scoring-views')
    .fingerprint();
}

/** The policy that a run's scoring views are drawn from. */
export const scoringPolicy = (config: Pick<ScoringViewsConfig, 'policy' | 'scoring'>): PolicyConfig =>
  config.scoring.policy ?? config.policy;

/**
 * Draws and renders the M views of a datapoint that every encoder of a run is scored on. They depend on the run's seed, policy
 * and the datapoint's index in its dataset only, so that they can be redrawn at any time, to the last bit.
 */
export class ScoringViewRenderer {
  private readonly rng: Rng;
  private readonly renderer: ViewRenderer;

  constructor(
    private readonly config: ScoringViewsConfig,
    private readonly shape: ImageShape,
  ) {
    this.rng = Rng.fromSeed(viewSeed(config));
    this.renderer = ViewRenderer.of(scoringPolicy(config), shape);
  }

  /**
   * @param pixels [N, H, W, C]
   * @param position place of the datapoint in `pixels`
   * @param index its index in the dataset
   * @param out receives its views from `at` on: [M, H, W, C], of an image in 0–1
   */
  render(pixels: DatapointValues, position: number, index: number, out: Float32Array, at: number): void {
    const stream = this.rng.split(index);
    const size = imageSize(this.shape);
    for (let m = 0; m < this.config.scoring.views; m++)
      this.renderer.draw(stream).render(pixels, position, out, at + m * size);
  }
}

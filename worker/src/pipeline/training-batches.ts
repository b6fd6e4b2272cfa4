import { imageSize, ViewRenderer, withCropArea, type EnsembleConfig } from '@engram/core';
import type { Rng } from '@engram/core';
import type { ViewPlan } from '../methods/method.ts';
import { denseLabels } from '../datasets/dense-labels.ts';
import { evenSizes } from '../datasets/even-sizes.ts';
import type { RunData } from '../datasets/run-data.ts';

/** Views of each datapoint of a batch. */
export interface TrainingBatch {
  readonly epoch: number;
  /** Datapoints of all batches before this one. */
  readonly before: number;
  /** B */
  readonly size: number;
  /** [V · B, H, W, C] in 0–1: the first view of every datapoint, then the second, … Overwritten by the next batch. */
  readonly images: Float32Array;
  /** [B] dense labels, 0 … K − 1; only where the plan asks for labels. */
  readonly labels?: Int32Array;
  /** [B, P] 1 where a patch is hidden, else 0; only where the plan hides patches. */
  readonly hidden?: Float32Array;
}

/**
 * The batches of one encoder's training, in order. The order of an epoch is a random permutation of all N datapoints with those left
 * out that the encoder does not see, and a datapoint's views depend on epoch and datapoint only: encoders with one seed and
 * nearly the same mask get nearly the same training.
 *
 * @param trainOn positions of the datapoints trained on
 * @param plan what the method needs of each datapoint
 */
export class TrainingBatches {
  readonly stepsPerEpoch: number;
  private readonly sizes: number[];
  /** [V] what draws each view of a datapoint. */
  private readonly renderers: ViewRenderer[];
  private readonly buffer: Float32Array;
  private readonly included: Uint8Array;
  /** [N] */
  private readonly labels: Int32Array;

  constructor(
    private readonly config: Pick<EnsembleConfig, 'batch' | 'epochs' | 'policy'>,
    private readonly data: RunData,
    trainOn: Int32Array,
    private readonly rng: Rng,
    private readonly plan: ViewPlan = { count: 2 },
  ) {
    this.sizes = evenSizes(trainOn.length, config.batch, 2);
    this.stepsPerEpoch = this.sizes.length;
    this.renderers = renderersOf(config.policy, data.shape, plan);
    this.buffer = new Float32Array(plan.count * this.sizes[0]! * imageSize(data.shape));
    this.labels = denseLabels(data.classes).labels;
    this.included = new Uint8Array(data.indices.length);
    for (const position of trainOn) this.included[position] = 1;
  }

  [Symbol.iterator](): Generator<TrainingBatch> {
    return this.after(0);
  }

  /** The batches that follow the first `steps`. */
  *after(steps: number): Generator<TrainingBatch> {
    let skipped = steps % this.stepsPerEpoch;
    for (let epoch = Math.floor(steps / this.stepsPerEpoch); epoch < this.config.epochs; epoch++) {
      const order = this.rng.split('order', epoch).permutation(this.included.length);
      const seen = order.filter((position) => this.included[position] === 1);
      const views = this.rng.split('views', epoch);
      let from = 0;
      for (const size of this.sizes) {
        const batch = seen.subarray(from, from + size);
        if (skipped > 0) skipped -= 1;
        else yield { epoch, size, before: epoch * seen.length + from, ...this.batchOf(batch, views) };
        from += size;
      }
    }
  }

  private batchOf(positions: Int32Array, rng: Rng): Omit<TrainingBatch, 'epoch' | 'size' | 'before'> {
    const { labels, hidden } = this.plan;
    return {
      images: this.render(positions, rng),
      ...(labels && { labels: positions.map((position) => this.labels[position]!) }),
      ...(hidden && { hidden: this.hide(positions, rng, hidden) }),
    };
  }

  /** A datapoint's hidden patches depend, as its views do, on epoch and datapoint only. */
  private hide(
    positions: Int32Array,
    rng: Rng,
    { patches, count }: NonNullable<ViewPlan['hidden']>,
  ): Float32Array {
    const hidden = new Float32Array(positions.length * patches);
    positions.forEach((position, row) => {
      const order = rng.split(this.data.indices[position]!, 'hidden').permutation(patches);
      for (const patch of order.subarray(0, count)) hidden[row * patches + patch] = 1;
    });
    return hidden;
  }

  private render(positions: Int32Array, rng: Rng): Float32Array {
    const { shape, indices } = this.data;
    const size = imageSize(shape);
    const pixels = this.data.pixels.read(positions);
    positions.forEach((position, row) => {
      const stream = rng.split(indices[position]!);
      this.renderers.forEach((renderer, v) => {
        const at = (v * positions.length + row) * size;
        renderer.draw(stream).render(pixels, row, this.buffer, at);
      });
    });
    return this.buffer.subarray(0, this.plan.count * positions.length * size);
  }
}

function renderersOf(
  policy: EnsembleConfig['policy'],
  shape: RunData['shape'],
  { count, local }: ViewPlan,
): ViewRenderer[] {
  const whole = ViewRenderer.of(policy, shape);
  if (!local) return Array<ViewRenderer>(count).fill(whole);
  const part = ViewRenderer.of(withCropArea(policy, local), shape);
  return Array.from({ length: count }, (_, v) => (v < count - local.count ? whole : part));
}

import { imageSize, Rng, type ImageShape, type RunConfig } from '@engram/core';
import { createEncoder } from '../../worker/src/encoders/registry.ts';
import { TrainingStep } from '../../worker/src/pipeline/training-step.ts';

/** An encoder in training on one batch of noise, again and again: all of a step but the augmentation. */
export class RecordedSteps {
  private readonly encoder;
  private readonly step: TrainingStep;
  private readonly images: Float32Array;
  private done = 0;

  constructor(
    private readonly config: RunConfig,
    shape: ImageShape,
    seed: number,
  ) {
    const rng = Rng.fromSeed(seed);
    this.encoder = createEncoder(config.encoder, shape, rng.split('encoder'));
    this.step = new TrainingStep(config, this.encoder, rng, 1);
    const pixels = rng.split('pixels');
    this.images = Float32Array.from({ length: 2 * config.batch * imageSize(shape) }, () => pixels.uniform());
  }

  /** Records a step. Returns what reads its loss. */
  record(): () => Promise<number> {
    const { batch: size } = this.config;
    // The rate is that of a long training's beginning, and changes with every step.
    const batch = { epoch: 0, before: this.done * size, size, images: this.images };
    const { loss, representations } = this.step.record(batch, this.done, 10_000);
    this.done += 1;
    return async () => {
      const [value] = await loss.data();
      loss.dispose();
      representations?.dispose();
      return value!;
    };
  }

  dispose(): void {
    this.step.dispose();
    this.encoder.dispose();
  }
}

import { DomainError, Rng, type EnsembleConfig } from '@engram/core';
import { denseLabels } from '../datasets/dense-labels.ts';
import type { RunData } from '../datasets/run-data.ts';
import { createEncoder } from '../encoders/registry.ts';
import { TrainingBatches } from '../pipeline/training-batches.ts';
import { TrainingStep } from '../pipeline/training-step.ts';

/** Steps until all graphs are compiled: the first steps of an optimizer are other graphs. */
const warmSteps = 3;
const timedSteps = 5;

/**
 * Milliseconds of a step of so many encoders at once, the fastest of a few; null where memory or the device fails with them.
 * @param trainOn positions that an encoder of the ensemble is trained on
 */
export async function timeSteps(
  { config, data, trainOn }: { config: EnsembleConfig; data: RunData; trainOn: Int32Array },
  count: number,
): Promise<number | null> {
  const { classCount } = denseLabels(data.classes);
  const trainings = Array.from({ length: count }, (_, seed) => {
    const rng = Rng.fromSeed(seed);
    const encoder = createEncoder(config.encoder, data.shape, rng.split('encoder'));
    const step = new TrainingStep(config, encoder, rng, classCount);
    const [batch] = new TrainingBatches({ ...config, epochs: 1 }, data, trainOn, rng, step.views);
    return { encoder, step, batch: batch! };
  });
  let fastest = Infinity;
  try {
    for (let done = 0; done < warmSteps + timedSteps; done++) {
      const started = performance.now();
      const recorded = trainings.map(({ step, batch }) =>
        // As in a training: what waits for a queue to fill does not wait for ever.
        step.record({ ...batch, before: done * batch.size }, done, 1_000),
      );
      try {
        await Promise.all(recorded.map(({ loss }) => loss.data()));
      } finally {
        // Where memory ended, they would be computed again with the next step.
        for (const { loss, representations } of recorded) {
          loss.dispose();
          representations?.dispose();
        }
      }
      if (done >= warmSteps) fastest = Math.min(fastest, performance.now() - started);
    }
    return fastest;
  } catch (error) {
    if (count > 1 && error instanceof DomainError && error.code === 'ENGINE_FAILED') return null;
    throw error;
  } finally {
    for (const { encoder, step } of trainings) {
      step.dispose();
      encoder.dispose();
    }
  }
}

import type * as tf from '@tensorflow/tfjs';
import type { Rng } from '@engram/core';
import type { Projector } from './encoder.ts';
import { dense } from './layers/dense.ts';
import { normalizedRelu } from './layers/normalization.ts';
import { Parameters } from './parameters.ts';

/** The projection head: dense → batch norm → ReLU for each width, the last one dense alone. */
export function projector(widths: readonly number[], inputs: number, rng: Rng | null): Projector {
  const parameters = new Parameters(rng);
  const layers = widths.flatMap((width, i) => {
    const isLast = i === widths.length - 1;
    const before = i === 0 ? inputs : widths[i - 1]!;
    const linear = dense(parameters, `dense${i}`, before, width, { bias: isLast });
    return isLast ? [linear] : [linear, normalizedRelu<tf.Tensor2D>(parameters, `norm${i}`, width)];
  });
  return {
    parameters,
    dims: widths.at(-1)!,
    project: (h, mode) => layers.reduce((x, layer) => layer(x, mode), h), // [B, E]
    dispose: () => parameters.dispose(),
  };
}

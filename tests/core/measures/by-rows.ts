/** Measures over rows as a test writes them out, by the functions that the worker calls. */
import { alignmentLosses, coherenceOf, UnitActivations, type AlignmentOptions } from '@engram/core';

/** Alignment loss of one datapoint's views [M][D]. */
export const alignmentLoss = (views: readonly number[][], options: AlignmentOptions): number =>
  alignmentLosses(
    Float64Array.from(views.flat()),
    { datapoints: 1, views: views.length, dims: views[0]!.length },
    options,
  )[0]!;

/** Coherence of each gradient, [N]. @param gradients [N][P] */
export function gradientCoherences(gradients: readonly number[][]): number[] {
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const sum = gradients[0]!.map((_, i) => gradients.reduce((total, gradient) => total + gradient[i]!, 0));
  return gradients.map((gradient) => coherenceOf(dot(gradient, gradient), dot(gradient, sum), dot(sum, sum)));
}

/** Selectivity of each unit. @param means [N, U] */
export function unitSelectivities(means: ArrayLike<number>, units: number) {
  const activations = new UnitActivations(units);
  activations.add(means);
  return activations.unitsByIndex();
}

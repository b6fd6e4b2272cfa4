/**
 * Gradient coherence: the cosine of a datapoint's gradient with the mean of the others',
 *
 *   cos(g_x, 1/(N − 1) · Σ over y ≠ x of g_y)
 *
 * A gradient that points elsewhere than all others' changes weights for that datapoint alone: low coherence is a sign of
 * memorization. Source: Zielinski et al. 2020 (arXiv 2003.07422). Departures: encoders have no loss of a single datapoint in common, so that
 * the gradient is that of its alignment loss by squared L2. Range [−1, 1]; 0 for a gradient that is 0. A proxy: it compares no encoders.
 */
import { citationOf, references } from '../references.ts';
import { defineMeasure } from './measure-definition.ts';

export const gradientCoherence = defineMeasure({
  key: 'gradient-coherence',
  card: {
    name: 'Gradient coherence',
    unit: 'cosine',
    description:
      'Cosine of the gradient of a datapoint’s alignment loss with the mean of all others’. A low one is a sign that the encoder would have to learn the ' +
      'datapoint by itself. A proxy, over all encoders.',
    formula: 'cos(g_x, mean over y ≠ x of g_y)',
    citation: citationOf(references.gradientCoherence),
  },
  memorizedWhen: 'small',
  passes: (views) => 2 * 3 * views,
  readsViews: true,
  isProxy: true,
});

/**
 * The coherence of a gradient g with the sum of the others, from products alone, so that gradients need not be kept.
 *
 * @param square g · g
 * @param withSum g · s, with s the sum of all gradients, g among them
 * @param sumSquare s · s
 */
export function coherenceOf(square: number, withSum: number, sumSquare: number): number {
  const product = withSum - square; // g · (s − g)
  const others = sumSquare - 2 * withSum + square; // |s − g|²
  if (square <= 0 || others <= 0) return 0;
  return Math.max(-1, Math.min(1, product / Math.sqrt(square) / Math.sqrt(others)));
}

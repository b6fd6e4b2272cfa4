import { alignmentLosses, scoreInputError } from '../measures/alignment-loss.ts';
import type { AlignmentOptions, Representations, ViewsShape } from '../measures/alignment-loss.ts';
import { pairCount } from './pair-distances.ts';

/** Views from which their noise can be told: with one of two left out there is no pair. */
export const leastViewsForNoise = 3;

/**
 * Noise of the views within one encoder: the jackknife standard error of each datapoint's alignment loss over its M views,
 * √((M − 1)/M · Σ(θ₋ᵢ − θ̄)²) with θ₋ᵢ the loss without view i. It says how much another draw of views would move the
 * loss, and is reported apart from the spread over encoders.
 *
 * @param pairs [N, M(M − 1)/2], distances as `alignmentLosses` gives them
 * @returns [N]; written to `out` when given
 * @throws DomainError INVALID_SCORE_INPUT for fewer than three views
 */
export function viewNoise(
  pairs: ArrayLike<number>,
  views: number,
  out: Float64Array = new Float64Array(pairs.length / pairCount(views)),
): Float64Array {
  if (views < leastViewsForNoise)
    throw scoreInputError(`the noise of the views needs at least 3 views of each datapoint, not ${views}`);
  const pairsLeft = pairCount(views - 1);
  const ofView = new Float64Array(views); // [M] sum of a view's distances to the others
  for (let n = 0, place = 0; n < out.length; n++) {
    ofView.fill(0);
    let total = 0;
    for (let a = 1; a < views; a++)
      for (let b = 0; b < a; b++, place++) {
        const d = pairs[place];
        ofView[a] += d;
        ofView[b] += d;
        total += d;
      }
    // θ₋ᵢ = (total − ofView[i]) / C(M − 1, 2), so that θ₋ᵢ − θ̄ is the deviation of ofView[i], scaled.
    const centre = (2 * total) / views;
    let sum = 0;
    for (let m = 0; m < views; m++) sum += (ofView[m] - centre) ** 2;
    out[n] = Math.sqrt(((views - 1) / views) * sum) / pairsLeft;
  }
  return out;
}

/** The same from representations. Throws as `alignmentLosses` and `viewNoise` do. */
export function alignmentViewNoise(
  representations: Representations,
  shape: ViewsShape,
  options: AlignmentOptions,
): Float64Array {
  const pairs = new Float64Array(shape.datapoints * pairCount(shape.views));
  alignmentLosses(representations, shape, options, undefined, pairs);
  return viewNoise(pairs, shape.views);
}

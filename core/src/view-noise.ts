import { checkViews, loadViews, refuseScoreInput } from './alignment.ts';
import type { AlignmentOptions, Representations, ViewsShape } from './alignment.ts';
import { rowDistances } from './distance.ts';

/**
 * Noise of the views within one encoder: the jackknife standard error of each datapoint's alignment loss over its M views,
 * √((M − 1)/M · Σ(θ₋ᵢ − θ̄)²) with θ₋ᵢ the loss without view i. It says how much another draw of views would move the
 * loss, and is reported apart from the spread over encoders.
 *
 * @returns [N]
 * @throws DomainError INVALID_SCORE_INPUT as `alignmentLosses`, and for fewer than three views
 */
export function alignmentViewNoise(
  representations: Representations,
  shape: ViewsShape,
  options: AlignmentOptions,
): Float64Array {
  checkViews(representations.length, shape);
  const { datapoints, views, dims } = shape;
  if (views < 3)
    refuseScoreInput(`the noise of the views needs at least 3 views of each datapoint, not ${views}`);
  const distance = rowDistances[options.distance];
  const block = new Float64Array(views * dims); // [M, D]
  const ofView = new Float64Array(views); // [M] sum of a view's distances to the others
  const errors = new Float64Array(datapoints);
  for (let n = 0; n < datapoints; n++) {
    loadViews(representations, n, shape, options, block);
    ofView.fill(0);
    let total = 0;
    for (let a = 1; a < views; a++)
      for (let b = 0; b < a; b++) {
        const d = distance(block, a * dims, b * dims, dims);
        ofView[a] += d;
        ofView[b] += d;
        total += d;
      }
    // θ₋ᵢ = (total − ofView[i]) / C(M − 1, 2), so that θ₋ᵢ − θ̄ is the deviation of ofView[i], scaled.
    const centre = (2 * total) / views;
    let sum = 0;
    for (let m = 0; m < views; m++) sum += (ofView[m] - centre) ** 2;
    const pairsLeft = ((views - 1) * (views - 2)) / 2;
    errors[n] = Math.sqrt(((views - 1) / views) * sum) / pairsLeft;
  }
  return errors;
}

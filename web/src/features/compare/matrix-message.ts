import { measures, type CompareState } from '../../address/compare-state.ts';
import { formatCount } from '../../format.ts';

/** How the matrix of runs is read: what stands in a cell, how large its top is, and what its number can be expected to reach. */
export function matrixMessage(
  { measure, top }: Pick<CompareState, 'measure' | 'top'>,
  cells: readonly { k: number }[],
): string {
  const below =
    measure === 'overlap'
      ? 'below it is the overlap of unrelated rankings'
      : 'below it are the overlap of the tops and, after the slash, the overlap of unrelated rankings';
  return [
    `The colour shows ${measures[measure].label}; ${below}.`,
    topMessage(top, cells),
    'The diagonal shows the reliability r of each ranking: how far it would repeat with other encoders.',
    'The ρ of two rankings by independent encoders can be expected to reach √(r₁ · r₂) at most, which may lie above the smaller of the two.',
  ].join(' ');
}

/** Pairs of runs share more datapoints or fewer, so that a percentage is another number in each. */
function topMessage(top: number, cells: readonly { k: number }[]): string {
  const sizes = cells.map(({ k }) => k);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  return least === most
    ? `The top ${top} % are the ${formatCount(most)} most memorized of the datapoints that two runs share.`
    : `The top ${top} % are, pair by pair, the ${formatCount(least)} to ${formatCount(most)} most memorized of the datapoints that the two share.`;
}

/**
 * Fisher's exact test of two proportions, one-sided: whether the first side has more successes than chance gives it.
 *
 *     p = P(X ≥ a), X hypergeometric: of n₁ + n₂ trials with a + b successes, those that fall on the first side
 *
 * Source: Fisher 1934, Statistical Methods for Research Workers, §21.02. Falls as a rises and as b falls. O(n₁).
 */
import { invariant } from '../../errors.ts';

/** Successes of so many trials. */
export interface Successes {
  readonly successes: number;
  readonly trials: number;
}

/** p-value of the null that successes on the first side are no likelier than on the second. From 0, where it is too small for a number, to 1. */
export function fisherExact(first: Successes, second: Successes): number {
  for (const { successes, trials } of [first, second])
    invariant(
      Number.isInteger(successes) && Number.isInteger(trials) && successes >= 0 && successes <= trials,
      `${successes} successes of ${trials} trials`,
    );
  const [n1, n2, all] = [first.trials, second.trials, first.successes + second.successes];
  const [least, most] = [Math.max(0, all - n2), Math.min(n1, all)];
  // P(X = k + 1) / P(X = k); from the mode on, so that no term is larger than the first.
  const ratio = (k: number): number => ((all - k) * (n1 - k)) / ((k + 1) * (n2 - all + k + 1));
  const mode = Math.min(most, Math.max(least, Math.floor(((all + 1) * (n1 + 1)) / (n1 + n2 + 2))));
  let [below, above] = [0, 0];
  const add = (k: number, term: number): void => {
    if (k >= first.successes) above += term;
    else below += term;
  };
  add(mode, 1);
  for (let k = mode, term = 1; k < most && term > 0; k++) add(k + 1, (term *= ratio(k)));
  for (let k = mode, term = 1; k > least && term > 0; k--) add(k - 1, (term /= ratio(k - 1)));
  return above / (above + below);
}

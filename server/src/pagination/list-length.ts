import { ArgumentError } from '../argument-error.ts';
import { largestPage } from '../limits/sizes.ts';

/**
 * How much of a list without pages is asked for; all that may be when `first` is left out.
 * @throws ArgumentError when it is more than a page, or nothing
 */
export function lengthOfList(first: number | null | undefined): number {
  const length = first ?? largestPage;
  if (length >= 1 && length <= largestPage) return length;
  throw new ArgumentError('first', `'first' is ${length}, but must lie from 1 to ${largestPage}.`);
}

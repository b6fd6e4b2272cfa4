import { closest, distance } from 'fastest-levenshtein';

/** What was probably meant: ` Did you mean 'x'?`, or nothing when no name is near. */
export function didYouMean(given: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const nearest = closest(given, [...known]);
  return distance(given, nearest) <= Math.max(2, Math.ceil(nearest.length / 2))
    ? ` Did you mean '${nearest}'?`
    : '';
}

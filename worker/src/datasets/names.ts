/** Longest name of a dataset or run, in UTF-16 units. */
export const longestName = 200;

/** A name taken from a file: cut where it is too long, another one where nothing is left. */
export function truncateName(text: string, otherwise: string): string {
  const name = text.trim();
  if (name === '') return otherwise;
  if (name.length <= longestName) return name;
  // No half of a surrogate pair.
  return `${name.slice(0, longestName - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

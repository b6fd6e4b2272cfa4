/**
 * Labels as a classifier wants them: those that occur are numbered 0 … K − 1 in their order, −1 stays for the unknown one.
 *
 * @param classes [N]
 */
export function denseLabels(classes: Int32Array): { labels: Int32Array; classCount: number } {
  const known = [...new Set(classes)].filter((label) => label >= 0).sort((a, b) => a - b);
  const numberOf = new Map(known.map((label, number) => [label, number]));
  return { labels: classes.map((label) => numberOf.get(label) ?? -1), classCount: known.length };
}

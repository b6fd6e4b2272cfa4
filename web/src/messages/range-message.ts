import { formatScore } from '../format.ts';

/** `score 0.01 to 0.05`, `score ≥ 0.01`, `score ≤ 0.05`; null without bounds. */
export function rangeMessage(
  label: string,
  { from, to }: { from: number | null; to: number | null },
  format: (value: number) => string = formatScore,
): string | null {
  if (from === null && to === null) return null;
  if (from !== null && to !== null) return `${label} ${format(from)} to ${format(to)}`;
  return from !== null ? `${label} ≥ ${format(from)}` : `${label} ≤ ${format(to!)}`;
}

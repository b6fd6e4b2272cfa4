/** Class of the colour of a number from 0 to 1: a sequence of one hue, read without telling colours apart. */
export function levelOf(value: number | null): string {
  return value === null ? 'unknown' : `level${Math.round(Math.min(1, Math.max(0, value)) * 8)}`;
}

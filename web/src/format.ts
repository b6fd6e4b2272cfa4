/** How numbers, durations and moments are written on every page. Deterministic: server and browser agree to the letter. */
const minus = '\u2212';
const nothing = '–';

const withMinus = (text: string): string => text.replace('-', minus);

/** A score or a distance: four decimals, fewer when the number is large, with a proper minus. */
export function formatScore(value: number | null | undefined): string {
  if (value === null || value === undefined) return nothing;
  const size = Math.abs(value);
  const decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
  const text = value.toFixed(decimals);
  return withMinus(Number(text) === 0 ? text.replace('-', '') : text);
}

export interface Interval {
  low: number | null;
  high: number | null;
}

/** Half the width of an interval: `± 0.0110`. */
export function formatHalfWidth({ low, high }: Interval): string {
  return isNumber(low) && isNumber(high) ? `± ${formatScore((high - low) / 2)}` : 'no interval';
}

/** `0.0210 to 0.0260`. */
export function formatInterval(interval: Interval | null | undefined): string {
  return isNumber(interval?.low) && isNumber(interval.high)
    ? `${formatScore(interval.low)} to ${formatScore(interval.high)}`
    : 'no interval';
}

/** A correlation or another number of two decimals. */
export function formatCoefficient(value: number | null | undefined): string {
  if (!isNumber(value)) return nothing;
  const text = value.toFixed(2);
  return withMinus(Number(text) === 0 ? '0.00' : text);
}

/** A fraction 0–1 as a percentage. Never rounds up to 100 % nor down to 0 % what is not. */
export function formatFraction(fraction: number | null | undefined): string {
  if (!isNumber(fraction)) return nothing;
  if (fraction > 0.99 && fraction < 1) return `${(Math.floor(fraction * 1000) / 10).toFixed(1)}\u00a0%`;
  if (fraction > 0 && fraction < 0.005) return '<\u00a01\u00a0%';
  return `${Math.round(fraction * 100)}\u00a0%`;
}

export function formatCount(count: number): string {
  return withMinus(String(Math.round(count)).replace(/\B(?=(\d{3})+(?!\d))/g, ','));
}

/** Facts in one line, each said once: an imported run has `imported` for method and estimator. */
export const joinFacts = (...facts: string[]): string => [...new Set(facts)].join(' · ');

/** `1 encoder`, `32 encoders`. */
export function formatAmount(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** `42 s`, `3 min 5 s`, `2 h 10 min`. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `24 Nov 2026, 00:34 UTC`; the same everywhere, so that a link read in two places shows one text. */
export function formatMoment(iso: string): string {
  const at = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}, ${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC`;
}

export function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

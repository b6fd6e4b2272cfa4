import type { Style } from './paint.ts';

/** Levels of colour above the lowest: a sequence of one hue, read without telling colours apart. */
export const levels = 8;

/** The level of a number from 0 to 1; null = unknown. */
export const levelOf = (value: number | null): number | null =>
  value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * levels);

/** @param strongest share of the hue at the highest level */
export function levelStyle(level: number | null, strongest: number): Style {
  return level
    ? { fill: { of: 'accent', share: (strongest * level) / levels, over: 'sunken' } }
    : { fill: 'sunken' };
}

import { ticks, tickStep } from 'd3-array';
import { formatTick } from '../format.ts';

export interface Tick {
  value: number;
  label: string;
  /** Every other one, counted from 0; left out where space is short. */
  isOdd: boolean;
}

export interface LinearAxis {
  low: number;
  high: number;
  ticks: readonly Tick[];
  /** Position of a value along the axis, as an SVG length in percent; values outside stop at its ends. */
  at: (value: number) => string;
  /** Position as a number, 0–100. */
  percent: (value: number) => number;
}

/** An axis over [low, high] with about `count` round ticks within it. */
export function linearAxis(low: number, high: number, count: number): LinearAxis {
  const width = high - low || 1;
  const step = tickStep(low, low + width, count);
  const percent = (value: number) => Math.round(Math.min(1, Math.max(0, (value - low) / width)) * 1e5) / 1e3;
  return {
    low,
    high: low + width,
    ticks: ticks(low, low + width, count).map((value) => ({
      value,
      label: formatTick(value, step),
      isOdd: Math.round(value / step) % 2 !== 0,
    })),
    percent,
    at: (value) => `${percent(value)}%`,
  };
}

import { scaleLinear } from 'd3-scale';

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
  return axisOf(scaleOf(low, high), count);
}

/** An axis over [low, high] and on to the round numbers about it. */
export function roundAxis(low: number, high: number, count: number): LinearAxis {
  return axisOf(scaleOf(low, high).nice(count), count);
}

/** An axis for numbers of things, from 0 to the round number at or after `most`, its ticks whole numbers. */
export function countAxis(most: number, count: number): LinearAxis {
  return roundAxis(0, Math.max(1, most), Math.min(count, Math.max(1, most)));
}

/** In percent, so that a chart fits any width without measuring it. */
const scaleOf = (low: number, high: number) =>
  scaleLinear([low, low + (high - low || 1)], [0, 100]).clamp(true);

function axisOf(scale: ReturnType<typeof scaleOf>, count: number): LinearAxis {
  const [low, high] = scale.domain() as [number, number];
  const values = scale.ticks(count);
  const label = scale.tickFormat(count);
  const step = values.length > 1 ? values[1]! - values[0]! : 1;
  const percent = (value: number) => Math.round(scale(value) * 1e3) / 1e3;
  return {
    low,
    high,
    ticks: values.map((value) => ({
      value,
      label: label(value),
      isOdd: Math.round(value / step) % 2 !== 0,
    })),
    percent,
    at: (value) => `${percent(value)}%`,
  };
}

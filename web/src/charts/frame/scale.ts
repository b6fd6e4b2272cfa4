import { scaleLinear } from 'd3-scale';

export interface Tick {
  value: number;
  label: string;
  /** Every other one, counted from 0; left out where space is short. */
  isOdd: boolean;
  /** The one that a reader looks for. */
  isMain?: true;
}

/** Values from `low` to `high` along a line, with round ticks: plain data. */
export interface Scale {
  low: number;
  high: number;
  ticks: readonly Tick[];
}

/** A scale over [low, high] with about `count` round ticks within it. */
export function linearScale(low: number, high: number, count: number): Scale {
  return scaleOf(d3Scale(low, high), count);
}

/** A scale over [low, high] and on to the round numbers about it. */
export function roundScale(low: number, high: number, count: number): Scale {
  return scaleOf(d3Scale(low, high).nice(count), count);
}

/** A scale for numbers of things, from 0 to the round number at or after `most`, its ticks whole numbers. */
export function countScale(most: number, count: number): Scale {
  return roundScale(0, Math.max(1, most), Math.min(count, Math.max(1, most)));
}

/** Position of a value along a scale in percent of its length; values outside stop at its ends. */
export function percentOf({ low, high }: Pick<Scale, 'low' | 'high'>, value: number): number {
  const percent = (100 * (value - low)) / (high - low || 1);
  return Math.round(Math.min(100, Math.max(0, percent)) * 1e3) / 1e3;
}

/** The same for a scale that goes up while positions go down. */
export const percentDown = (scale: Pick<Scale, 'low' | 'high'>, value: number): number =>
  100 - percentOf(scale, value);

const d3Scale = (low: number, high: number) => scaleLinear([low, low + (high - low || 1)], [0, 100]);

function scaleOf(scale: ReturnType<typeof d3Scale>, count: number): Scale {
  const [low, high] = scale.domain() as [number, number];
  const values = scale.ticks(count);
  const label = scale.tickFormat(count);
  const step = values.length > 1 ? values[1]! - values[0]! : 1;
  return {
    low,
    high,
    ticks: values.map((value) => ({
      value,
      label: label(value),
      isOdd: Math.round(value / step) % 2 !== 0,
    })),
  };
}

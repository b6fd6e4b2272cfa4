import { linearScale, type Scale } from './scale.ts';

/** The part of two axes that is shown. */
export interface PlotWindow {
  x: readonly [low: number, high: number];
  y: readonly [low: number, high: number];
}

type Domain = Pick<Scale, 'low' | 'high'>;

/** The smallest part of an axis that is shown. */
const smallest = 1e-4;

export const wholeWindow = (x: Domain, y: Domain): PlotWindow => ({ x: [x.low, x.high], y: [y.low, y.high] });

/**
 * A window with the place under the pointer where it was.
 * @param factor above 1 to see more closely @param at 0–1 from the left, and from the top
 */
export function zoomed(
  { x, y }: PlotWindow,
  whole: PlotWindow,
  factor: number,
  at: readonly [number, number] = [0.5, 0.5],
): PlotWindow {
  return { x: closer(x, whole.x, factor, at[0]), y: closer(y, whole.y, factor, 1 - at[1]) };
}

/** A window moved by parts of its width and height, to the right and up, and never beyond the whole. */
export function moved(
  { x, y }: PlotWindow,
  whole: PlotWindow,
  [right, up]: readonly [number, number],
): PlotWindow {
  return { x: shifted(x, whole.x, right * (x[1] - x[0])), y: shifted(y, whole.y, up * (y[1] - y[0])) };
}

export const isWhole = ({ x, y }: PlotWindow, whole: PlotWindow): boolean =>
  x[0] === whole.x[0] && x[1] === whole.x[1] && y[0] === whole.y[0] && y[1] === whole.y[1];

/** @param ticks about so many */
export const windowScale = ([low, high]: PlotWindow['x'], ticks: number): Scale =>
  linearScale(low, high, ticks);

type Span = PlotWindow['x'];

function closer([low, high]: Span, whole: Span, factor: number, at: number): Span {
  const range = whole[1] - whole[0];
  const size = Math.min(range, Math.max(range * smallest, (high - low) / factor));
  // All of an axis is exactly all of it, so that it is known as such.
  if (size >= range) return whole;
  const held = low + at * (high - low);
  return within([held - at * size, held + (1 - at) * size], whole);
}

const shifted = ([low, high]: Span, whole: Span, by: number): Span => within([low + by, high + by], whole);

function within([low, high]: Span, whole: Span): Span {
  const over = Math.max(0, whole[0] - low) - Math.max(0, high - whole[1]);
  return [Math.max(whole[0], low + over), Math.min(whole[1], high + over)];
}

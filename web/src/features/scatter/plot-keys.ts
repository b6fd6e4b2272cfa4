import type { KeyboardEvent } from 'react';
import {
  nearestPoint,
  nextPoint,
  outermostPoint,
  type Direction,
  type PlotFrame,
  type PlottedPoints,
} from '../../columns/nearest-point.ts';
import type { usePointed } from './use-pointed.ts';
import type { Zoom } from './use-zoom.ts';

interface Plot {
  points: PlottedPoints;
  frameOf: () => PlotFrame;
  zoom: Zoom;
  looked: ReturnType<typeof usePointed>;
  /** Goes to the page of a datapoint. */
  open: (at: number) => void;
}

const directions: Partial<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
/** With Shift the plot moves instead; to the right and up. */
const moves: Record<Direction, readonly [number, number]> = {
  left: [-0.2, 0],
  right: [0.2, 0],
  up: [0, 0.2],
  down: [0, -0.2],
};

/** All that the pointer does, by keys. */
export function onPlotKey(plot: Plot, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
  if (act(plot, event)) event.preventDefault();
}

/** @returns whether the key means something here */
function act(plot: Plot, { key, shiftKey }: KeyboardEvent): boolean {
  const { points, frameOf, zoom, looked, open } = plot;
  const at = looked.pointed?.at;
  const direction = directions[key];
  if (direction && shiftKey) zoom.move(...moves[direction]);
  else if (direction) step(plot, direction);
  else if (key === 'Home' || key === 'End') {
    const outermost = outermostPoint(points, frameOf(), key === 'Home' ? 'low' : 'high');
    if (outermost >= 0) looked.goTo(outermost);
  } else if (key === '+' || key === '=') zoom.closer(placeOf(plot));
  else if (key === '-') zoom.wider(placeOf(plot));
  else if (key === '0') zoom.reset();
  else if (key === 'Enter' && at !== undefined) open(at);
  else if (key === 'Escape' && at !== undefined) looked.leave();
  else return false;
  return true;
}

/** From point to point; the first one is the nearest to the middle. */
function step({ points, frameOf, looked }: Plot, direction: Direction): void {
  const frame = frameOf();
  const { width, height } = frame;
  const next = looked.pointed
    ? nextPoint(points, frame, looked.pointed.at, direction)
    : nearestPoint(points, frame, [width / 2, height / 2], Math.hypot(width, height));
  if (next >= 0) looked.goTo(next);
}

/** Of the point that is looked at, 0–1 from the left and the top, so that it stays where it is; undefined where it is not shown. */
function placeOf({ points, zoom, looked }: Plot): [number, number] | undefined {
  if (!looked.pointed) return undefined;
  const { x, y } = zoom.shown;
  const across = (points.x[looked.pointed.at]! - x[0]) / (x[1] - x[0]);
  const down = (y[1] - points.y[looked.pointed.at]!) / (y[1] - y[0]);
  return [across, down].every((part) => part >= 0 && part <= 1) ? [across, down] : undefined;
}

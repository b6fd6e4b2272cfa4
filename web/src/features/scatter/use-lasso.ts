'use client';

import { useRef } from 'react';
import type { PlotWindow } from '../../charts/frame/zoom.ts';
import { simplifyLasso, type Corner } from '../../columns/lasso.ts';

/** In pixels of the plot, from its top left. */
export type Place = readonly [across: number, down: number];

/**
 * A lasso under the hand. Its line is written straight into the `polygon`, so that no frame waits for the rest of the page.
 */
export function useLasso() {
  const polygon = useRef<SVGPolygonElement>(null);
  const drawn = useRef<Place[]>([]);
  const show = (): void =>
    polygon.current?.setAttribute('points', drawn.current.map((place) => place.join(',')).join(' '));
  return {
    polygon,
    add(place: Place): void {
      drawn.current.push(place);
      show();
    },
    /** What was drawn, in units of the axes; empty when it encloses nothing. @param size of the plot in pixels */
    take({ x, y }: PlotWindow, [width, height]: Place): Corner[] {
      const corners = drawn.current.map(([across, down]): Corner => [
        x[0] + (across / width) * (x[1] - x[0]),
        y[1] - (down / height) * (y[1] - y[0]),
      ]);
      drawn.current = [];
      show();
      return corners.length === 0 ? [] : simplifyLasso(corners, [1 / (x[1] - x[0]), 1 / (y[1] - y[0])]);
    },
    /** The page scrolls instead. */
    leave(): void {
      drawn.current = [];
      show();
    },
  };
}

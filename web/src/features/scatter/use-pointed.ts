'use client';

import { useState } from 'react';
import { nearestPoint, type PlotFrame, type PlottedPoints } from '../../columns/nearest-point.ts';
import type { Place } from './use-lasso.ts';

export interface Pointed {
  /** Position in the columns. */
  at: number;
  /** What stays can be read and followed; what is under the pointer leaves with it. */
  stays: boolean;
}

/** How far from a point the pointer may be, in pixels. */
const reach = 12;

/**
 * The point that a reader looks at: under the pointer, clicked, or reached by keys.
 * @param frameOf what the plot shows, and its size, at this moment
 */
export function usePointed(points: PlottedPoints, frameOf: () => PlotFrame) {
  const [chosen, setChosen] = useState<(Pointed & { of: PlottedPoints['x'] }) | null>(null);
  // Of other columns the same position is another datapoint.
  const pointed: Pointed | null = chosen?.of === points.x ? chosen : null;
  const show = (at: number, stays: boolean): void => {
    if (at < 0) setChosen(null);
    else if (pointed?.at !== at || pointed.stays !== stays) setChosen({ at, stays, of: points.x });
  };
  return {
    pointed,
    hover(place: Place): void {
      if (!pointed?.stays) show(nearestPoint(points, frameOf(), place, reach), false);
    },
    /** @returns whether there is a point */
    pick(place: Place): boolean {
      const at = nearestPoint(points, frameOf(), place, reach);
      show(at, true);
      return at >= 0;
    },
    /** A position, by keys. */
    goTo: (at: number) => show(at, true),
    unhover(): void {
      if (pointed && !pointed.stays) setChosen(null);
    },
    leave: () => setChosen(null),
  };
}

'use client';

import { useRef, type PointerEvent } from 'react';
import type { Scale } from '../../../charts/frame/scale.ts';
import { simplifyLasso, type Corner } from '../../../columns/lasso.ts';

type Domain = Pick<Scale, 'low' | 'high'>;

/**
 * Draws a lasso by the pointer over a plot. The line under the hand is written straight into the `polygon`, so that no frame
 * waits for the rest of the page.
 *
 * @param commit gets the corners in units of the axes when the pointer is released, or none for a click
 */
export function useLasso(x: Domain, y: Domain, commit: (corners: Corner[]) => void) {
  const polygon = useRef<SVGPolygonElement>(null);
  const drawn = useRef<[number, number][] | null>(null);
  /** In pixels of the plot. */
  const placeOf = (event: PointerEvent<SVGSVGElement>): [number, number] => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return [
      Math.max(0, Math.min(width, event.clientX - left)),
      Math.max(0, Math.min(height, event.clientY - top)),
    ];
  };
  const show = (): void =>
    polygon.current?.setAttribute('points', (drawn.current ?? []).map((place) => place.join(',')).join(' '));
  const leave = (): void => {
    drawn.current = null;
    show();
  };
  return {
    polygon,
    handlers: {
      onPointerDown(event: PointerEvent<SVGSVGElement>) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drawn.current = [placeOf(event)];
      },
      onPointerMove(event: PointerEvent<SVGSVGElement>) {
        if (!drawn.current) return;
        drawn.current.push(placeOf(event));
        show();
      },
      onPointerUp(event: PointerEvent<SVGSVGElement>) {
        if (!drawn.current) return;
        const { width, height } = event.currentTarget.getBoundingClientRect();
        const corners = drawn.current.map(([across, down]): Corner => [
          x.low + (across / width) * (x.high - x.low),
          y.high - (down / height) * (y.high - y.low),
        ]);
        leave();
        commit(simplifyLasso(corners, [1 / (x.high - x.low), 1 / (y.high - y.low)]));
      },
      /** The page scrolls instead. */
      onPointerCancel: leave,
    },
  };
}

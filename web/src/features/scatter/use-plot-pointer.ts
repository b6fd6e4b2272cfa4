'use client';

import { useEffect, useRef, type PointerEvent, type RefObject } from 'react';
import type { Corner } from '../../columns/lasso.ts';
import { useLasso, type Place } from './use-lasso.ts';
import type { usePointed } from './use-pointed.ts';
import { useWheelZoom } from './use-wheel-zoom.ts';
import type { Zoom } from './use-zoom.ts';

/** What a drag does. */
export type Tool = 'lasso' | 'move';

/** A hand that moves less than this, in pixels, has clicked. */
const still = 4;
interface Input {
  plot: RefObject<SVGSVGElement | null>;
  tool: Tool;
  zoom: Zoom;
  points: ReturnType<typeof usePointed>;
  /** Gets the corners in units of the axes when the pointer is released, or none for a click beside all points. */
  commit: ((corners: Corner[]) => void) | undefined;
}

/** What the pointer does over a plot: shows the point under it, draws a lasso or moves the plot, and zooms by wheel with Ctrl or by pinching. */
export function usePlotPointer({ plot, tool, zoom, points, commit }: Input) {
  const { polygon, ...lasso } = useLasso();
  const drag = useRef<{ from: Place; last: Place; isFar: boolean } | null>(null);
  const frame = useRef(0);
  useWheelZoom(plot, zoom);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return {
    polygon,
    handlers: {
      onPointerDown(event: PointerEvent<SVGSVGElement>) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const place = placeOf(event);
        drag.current = { from: place, last: place, isFar: false };
        if (tool === 'lasso' && commit) lasso.add(place);
      },
      onPointerMove(event: PointerEvent<SVGSVGElement>) {
        const place = placeOf(event);
        const { current: dragged } = drag;
        if (!dragged) {
          if (event.pointerType !== 'mouse') return;
          cancelAnimationFrame(frame.current);
          frame.current = requestAnimationFrame(() => points.hover(place));
          return;
        }
        const { from, last } = dragged;
        dragged.isFar ||= Math.hypot(place[0] - from[0], place[1] - from[1]) > still;
        dragged.last = place;
        if (tool === 'lasso' && commit) return lasso.add(place);
        const { width, height } = event.currentTarget.getBoundingClientRect();
        zoom.move((last[0] - place[0]) / width, (place[1] - last[1]) / height);
      },
      onPointerUp(event: PointerEvent<SVGSVGElement>) {
        const { current: dragged } = drag;
        if (!dragged) return;
        drag.current = null;
        const { width, height } = event.currentTarget.getBoundingClientRect();
        const corners = lasso.take(zoom.shown, [width, height]);
        if (dragged.isFar) {
          if (tool === 'lasso') commit?.(corners);
        } else if (!points.pick(dragged.from)) commit?.([]);
      },
      onPointerLeave: () => {
        cancelAnimationFrame(frame.current);
        points.unhover();
      },
      /** The page scrolls instead. */
      onPointerCancel() {
        drag.current = null;
        lasso.leave();
      },
    },
  };
}

function placeOf(event: PointerEvent<SVGSVGElement>): Place {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  return [
    Math.max(0, Math.min(width, event.clientX - left)),
    Math.max(0, Math.min(height, event.clientY - top)),
  ];
}

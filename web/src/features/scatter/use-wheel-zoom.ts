'use client';

import { useEffect, useRef, type RefObject } from 'react';
import type { Zoom } from './use-zoom.ts';

/** How much closer a turn of the wheel by one pixel looks. */
const perPixel = 1.003;
/** Pixels of one turn at most: some mice turn by pages. */
const mostPixels = 200;

/** Zooms about the pointer by wheel with Ctrl or ⌘, and by pinching, which browsers report as the same; the wheel alone scrolls the page. */
export function useWheelZoom(plot: RefObject<SVGSVGElement | null>, zoom: Zoom): void {
  const current = useRef(zoom);
  current.current = zoom;
  useEffect(() => {
    const element = plot.current!;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top, width, height } = element.getBoundingClientRect();
      const at = [(event.clientX - left) / width, (event.clientY - top) / height] as const;
      current.current.by(perPixel ** -Math.max(-mostPixels, Math.min(mostPixels, event.deltaY)), at);
    };
    // React's own listener could not keep the browser from zooming the page.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [plot]);
}

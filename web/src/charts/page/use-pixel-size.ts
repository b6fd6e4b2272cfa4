'use client';

import { useLayoutEffect, useState, type RefObject } from 'react';

export interface PixelSize {
  width: number;
  height: number;
  /** Pixels of the image to one of the style sheet. */
  ratio: number;
}

/** A sharper screen gets no more than this: painting takes time with each pixel. */
const maxAcross = 1280;

/** Of the image that a canvas needs, so that a square in it is one on the screen; null until it is laid out. */
export function usePixelSize(canvas: RefObject<HTMLCanvasElement | null>): PixelSize | null {
  const [size, setSize] = useState<PixelSize | null>(null);
  useLayoutEffect(() => {
    const measure = (width: number, height: number): void => {
      if (width === 0 || height === 0) return;
      const ratio = Math.max(1, Math.min(devicePixelRatio, maxAcross / width));
      const next = { width: Math.round(width * ratio), height: Math.round(height * ratio), ratio };
      setSize((before) => (before?.width === next.width && before.height === next.height ? before : next));
    };
    const watch = new ResizeObserver(([entry]) =>
      measure(entry!.contentRect.width, entry!.contentRect.height),
    );
    watch.observe(canvas.current!);
    measure(canvas.current!.clientWidth, canvas.current!.clientHeight);
    return () => watch.disconnect();
  }, [canvas]);
  return size;
}

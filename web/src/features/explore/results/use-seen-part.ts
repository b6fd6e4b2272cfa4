import { useLayoutEffect, useState, type RefObject } from 'react';

export interface SeenPart {
  /** Content width of the element in pixels, 0 until it is laid out. */
  width: number;
  /** How far the element has been scrolled past, in pixels, and how much of the window lies below; 0 for an element further down. */
  top: number;
  height: number;
}

/** Which part of an element the window shows, as the page is scrolled and resized. */
export function useSeenPart(element: RefObject<HTMLElement | null>): SeenPart {
  const [seen, setSeen] = useState<SeenPart>({ width: 0, top: 0, height: 0 });
  useLayoutEffect(() => {
    const look = (): void => {
      const { top, width } = element.current!.getBoundingClientRect();
      const height = Math.max(0, window.innerHeight - Math.max(0, top));
      const next = { width, top: Math.max(0, -top), height };
      setSeen((before) =>
        before.width === next.width && before.top === next.top && before.height === next.height
          ? before
          : next,
      );
    };
    // Before anything is painted: an observer tells a frame later, and one column of cells would be seen until then.
    look();
    const observer = new ResizeObserver(look);
    // What stands above the element may grow and push it down: the page's height tells.
    for (const one of [element.current!, document.body]) observer.observe(one);
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    return () => {
      observer.disconnect();
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
    };
  }, [element]);
  return seen;
}

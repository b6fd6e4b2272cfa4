'use client';

import { useEffect, useState, type RefObject } from 'react';
import type { Colour } from '../frame/density.ts';
import { categoryTokens, scoreTokens, type PointToken } from '../frame/paint.ts';

export interface CanvasColours {
  ink: Colour;
  ground: Colour;
  /** Of points, by the names of the palette. */
  points: ReadonlyMap<PointToken, Colour>;
}

/** The colours that a canvas gets from its style sheet as `color` and `outline-color`, in the theme of the moment; null at first. */
export function useColours(canvas: RefObject<HTMLCanvasElement | null>): CanvasColours | null {
  const [colours, setColours] = useState<CanvasColours | null>(null);
  useEffect(() => {
    const read = (): void => {
      if (!canvas.current) return;
      const { color, outlineColor } = getComputedStyle(canvas.current);
      setColours({
        ink: rgbOf(color),
        ground: rgbOf(outlineColor),
        points: new Map(
          [...categoryTokens, ...scoreTokens].map((token) => [
            token,
            rgbOf(colourOfToken(canvas.current!, token)),
          ]),
        ),
      });
    };
    read();
    const theme = new MutationObserver(read);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', read);
    return () => {
      theme.disconnect();
      scheme.removeEventListener('change', read);
    };
  }, [canvas]);
  return colours;
}

/** As the theme of the moment has it: a variable by itself still holds both themes. */
function colourOfToken(canvas: HTMLCanvasElement, token: string): string {
  canvas.style.color = `var(--${token})`;
  const { color } = getComputedStyle(canvas);
  canvas.style.color = '';
  return color;
}

/** Whatever colour space the style sheet writes it in. */
function rgbOf(colour: string): Colour {
  const dot = document.createElement('canvas');
  dot.width = dot.height = 1;
  const context = dot.getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return [red!, green!, blue!];
}

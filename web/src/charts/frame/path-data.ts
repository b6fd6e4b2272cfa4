import type { Point } from './mark.ts';

/** The `d` of lines through points. @param place of a point, when the plot is not 100 wide and high */
export function pathData(
  lines: readonly (readonly Point[])[],
  place: (point: Point) => Point = (point) => point,
): string {
  return lines
    .map((points) => {
      const places = points.map((point) => place(point).map(short).join(' '));
      // A dot needs an end, where its round cap is drawn.
      return `M${places.join('L')}${places.length === 1 ? 'Z' : ''}`;
    })
    .join('');
}

/** Finer than a pixel. */
export const short = (value: number): number => Math.round(value * 100) / 100;

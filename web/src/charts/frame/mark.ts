import type { Role, Style } from './paint.ts';

/** A style by its role, or as it is where values become colours. */
export type Paint = Role | Style;

/** [across, down] in percent of the plot, from its top left. */
export type Point = readonly [across: number, down: number];

/**
 * The shapes that kinds of charts are drawn with. Positions and lengths are percent of the plot, from its top left;
 * radii, sides and shifts are pixels.
 */
export type Mark =
  | { shape: 'rect'; x: number; y: number; width: number; height: number; paint: Paint; title?: string }
  | { shape: 'line'; x1: number; y1: number; x2: number; y2: number; paint: Paint }
  | { shape: 'circle'; x: number; y: number; radius: number; paint: Paint; title?: string }
  | { shape: 'square'; x: number; y: number; side: number; paint: Paint; title?: string }
  /** A picture, its middle at (x, y) and `shift` pixels down. @property source PNG as a data URI */
  | { shape: 'image'; x: number; y: number; side: number; shift: number; source: string; title?: string }
  /** Lines through points; what is filled closes by itself. A lone point is a dot where the ends of lines are round. */
  | { shape: 'path'; lines: readonly (readonly Point[])[]; paint: Paint }
  /** @property shift pixels down, of the middle of the line of text @property link where the text leads on paper */
  | {
      shape: 'text';
      x: number;
      y: number;
      shift: number;
      anchor: 'start' | 'middle' | 'end';
      text: string;
      link?: string | null;
      paint: Paint;
    };

/** Lines across the plot at the ticks of a vertical axis. @param at places in percent from the top */
export const gridLines = (at: readonly number[]): Mark[] =>
  at.map((y) => ({ shape: 'line', x1: 0, x2: 100, y1: y, y2: y, paint: 'grid' }));

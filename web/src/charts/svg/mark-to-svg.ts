import { attributesOf, type Attributes } from '../frame/attributes.ts';
import type { Mark } from '../frame/mark.ts';
import { styleOf, type Style } from '../frame/paint.ts';
import { pathData, short } from '../frame/path-data.ts';
import { element, type SvgElement } from './element.ts';
import { paperInk } from './palette.ts';

/** A place on paper, in pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Draws a mark into a plot. */
export function markToSvg(mark: Mark, plot: Box): SvgElement {
  const across = (percent: number) => short(plot.x + (percent * plot.width) / 100);
  const down = (percent: number) => short(plot.y + (percent * plot.height) / 100);
  const paint = mark.shape === 'image' ? {} : paintAttributes(styleOf(mark.paint));
  switch (mark.shape) {
    case 'rect':
      return titled('rect', mark.title, {
        x: across(mark.x),
        y: down(mark.y),
        width: short((mark.width * plot.width) / 100),
        height: short((mark.height * plot.height) / 100),
        ...paint,
      });
    case 'line':
      return element('line', {
        x1: across(mark.x1),
        y1: down(mark.y1),
        x2: across(mark.x2),
        y2: down(mark.y2),
        ...paint,
      });
    case 'circle':
      return titled('circle', mark.title, { cx: across(mark.x), cy: down(mark.y), r: mark.radius, ...paint });
    case 'square':
      return titled('rect', mark.title, {
        x: short(across(mark.x) - mark.side / 2),
        y: short(down(mark.y) - mark.side / 2),
        width: mark.side,
        height: mark.side,
        ...paint,
      });
    case 'image':
      return titled('image', mark.title, {
        x: short(across(mark.x) - mark.side / 2),
        y: short(down(mark.y) + mark.shift - mark.side / 2),
        width: mark.side,
        height: mark.side,
        href: mark.source,
        imageRendering: 'pixelated',
      });
    case 'path':
      return element('path', { d: pathData(mark.lines, ([x, y]) => [across(x), down(y)]), ...paint });
    case 'text':
      return linked(
        mark.link ?? null,
        textElement(mark.text, {
          x: across(mark.x),
          y: short(down(mark.y) + mark.shift),
          textAnchor: mark.anchor,
          dy: '0.35em',
          ...paint,
        }),
      );
  }
}

export const textElement = (text: string, attributes: Attributes): SvgElement =>
  element('text', attributes, [text]);

/** An element that leads to an address; null = nowhere. */
export const linked = (link: string | null, child: SvgElement): SvgElement =>
  link === null ? child : element('a', { href: link }, [child]);

export const paintAttributes = (style: Style): Attributes => attributesOf(style, paperInk);

const titled = (name: string, title: string | undefined, attributes: Attributes): SvgElement =>
  element(name, attributes, title === undefined ? [] : [element('title', {}, [title])]);

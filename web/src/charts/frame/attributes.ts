import type { Colour, Style } from './paint.ts';

/** Attributes of an SVG element, in the spelling of React. */
export type Attributes = Record<string, string | number>;

/** What writes colours and sizes: variables of a style sheet on a page, numbers on paper. */
export interface Ink {
  /** A colour, and its opacity where what lies behind shines through. */
  colour(colour: Colour): { colour: string; opacity?: number };
  fontSize(size: NonNullable<Style['size']>): string | number;
}

/** A style as presentation attributes, which pages may use whatever styles their security policy allows. */
export function attributesOf(style: Style, ink: Ink): Attributes {
  const attributes: Attributes = { fill: 'none' };
  for (const part of ['fill', 'stroke'] as const) {
    if (!style[part]) continue;
    const { colour, opacity } = ink.colour(style[part]);
    attributes[part] = colour;
    if (opacity !== undefined) attributes[`${part}Opacity`] = opacity;
  }
  if (style.width) attributes.strokeWidth = style.width;
  if (style.dash) attributes.strokeDasharray = style.dash;
  if (style.isRound) Object.assign(attributes, { strokeLinecap: 'round', strokeLinejoin: 'round' });
  if (style.opacity !== undefined) attributes.opacity = style.opacity;
  if (style.size) attributes.fontSize = ink.fontSize(style.size);
  if (style.weight) attributes.fontWeight = style.weight;
  return attributes;
}

import type { Attributes } from '../frame/attributes.ts';

/** An element of a drawing: written as SVG, or drawn into a PDF. Attributes are spelt as React does; texts are as people read them. */
export interface SvgElement {
  name: string;
  attributes: Attributes;
  children: readonly (SvgElement | string)[];
}

export const element = (
  name: string,
  attributes: Attributes,
  children: readonly (SvgElement | string)[] = [],
): SvgElement => ({ name, attributes, children });

/** An element as XML. */
export function svgText({ name, attributes, children }: SvgElement): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${attributeName(key)}="${escaped(String(value))}"`)
    .join('');
  const inner = children.map((child) => (typeof child === 'string' ? escaped(child) : svgText(child)));
  return inner.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${inner.join('')}</${name}>`;
}

/** Text between tags. What XML cannot hold becomes the replacement character. */
const escaped = (text: string): string =>
  text.replaceAll(notXml, '\ufffd').replaceAll(/[&<>"]/g, (sign) => entities[sign]!);

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters, halves of surrogate pairs, and what is no character. */
const notXml = /[\p{Cs}\ufffe\uffff]|(?![\t\n\r])\p{Cc}/gu;

const camelCased = new Set(['viewBox', 'preserveAspectRatio']);
const attributeName = (key: string): string =>
  camelCased.has(key) ? key : key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

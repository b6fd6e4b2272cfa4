import type { Attributes } from '../frame/attributes.ts';

/** An SVG element as text. Attributes are spelt as React does. */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${kebab(key)}="${escaped(String(value))}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

/** Text between tags. What XML cannot hold becomes the replacement character. */
export const escaped = (text: string): string =>
  text.replaceAll(notXml, '\ufffd').replaceAll(/[&<>"]/g, (sign) => entities[sign]!);

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters, halves of surrogate pairs, and what is no character. */
const notXml = /[\p{Cs}\ufffe\uffff]|(?![\t\n\r])\p{Cc}/gu;

const camelCased = new Set(['viewBox']);
const kebab = (name: string): string =>
  camelCased.has(name) ? name : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

import type { ChartSpec } from '../registry.ts';
import { element, svgText, type SvgElement } from '../svg/element.ts';
import { drawingOf } from '../svg/render-svg.ts';
import { faceOf, faces, fontFamily, fontOf, type Face } from './fonts.ts';

const weights: Record<Face, number> = { regular: 400, bold: 700 };

/** A chart as an SVG document that holds the letters of its own font, so that it looks the same everywhere. Texts stay texts. */
export async function paperSvg(spec: ChartSpec): Promise<string> {
  const drawing = drawingOf(spec);
  const style = element('style', {}, [(await fontRules(drawing)).join('')]);
  const attributes = { ...drawing.attributes, fontFamily: `'${fontFamily}', sans-serif` };
  const [title, description, ...rest] = drawing.children;
  return svgText({ ...drawing, attributes, children: [title!, description!, style, ...rest] });
}

/** A font a face that is used, of the letters that are. */
async function fontRules(drawing: SvgElement): Promise<string[]> {
  const { default: subsetFont } = await import('subset-font');
  const texts = new Map<Face, string>();
  for (const { attributes, children } of textsOf(drawing)) {
    const face = faceOf(attributes.fontWeight);
    texts.set(face, (texts.get(face) ?? '') + children.join(''));
  }
  const rules: string[] = [];
  for (const face of faces) {
    const text = texts.get(face);
    if (text === undefined) continue;
    const font = await subsetFont(await fontOf(face), text, { targetFormat: 'woff2' });
    rules.push(
      `@font-face{font-family:'${fontFamily}';font-weight:${weights[face]};src:url(data:font/woff2;base64,${font.toString('base64')}) format('woff2')}`,
    );
  }
  return rules;
}

const textsOf = (node: SvgElement): SvgElement[] =>
  node.name === 'text'
    ? [node]
    : node.children.flatMap((child) => (typeof child === 'string' ? [] : textsOf(child)));

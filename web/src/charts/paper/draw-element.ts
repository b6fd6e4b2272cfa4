import type { Attributes } from '../frame/attributes.ts';
import type { SvgElement } from '../svg/element.ts';
import { faceOf } from './fonts.ts';

type Pdf = PDFKit.PDFDocument;

/** Around the text of a link, in pixels, so that readers of the page find all its letters within. */
const linkMargin = 1;

/** Draws an element of a figure, with all that it holds. @param link where it leads */
export function drawElement(pdf: Pdf, { name, attributes, children }: SvgElement, link: string | null): void {
  switch (name) {
    case 'svg':
    case 'g':
      return drawAll(pdf, children, link);
    case 'a':
      return drawAll(pdf, children, String(attributes.href));
    case 'title':
    case 'desc':
      return;
    case 'text':
      return drawText(pdf, children.join(''), attributes, link);
    case 'image':
      return drawImage(pdf, attributes);
    default:
      return drawShape(pdf, name, attributes);
  }
}

function drawAll(pdf: Pdf, children: SvgElement['children'], link: string | null): void {
  for (const child of children) if (typeof child !== 'string') drawElement(pdf, child, link);
}

function drawShape(pdf: Pdf, name: string, attributes: Attributes): void {
  const number = (key: string): number => Number(attributes[key]);
  pdf.save();
  if (name === 'rect') pdf.rect(number('x') || 0, number('y') || 0, number('width'), number('height'));
  else if (name === 'circle') pdf.circle(number('cx'), number('cy'), number('r'));
  else if (name === 'line') pdf.moveTo(number('x1'), number('y1')).lineTo(number('x2'), number('y2'));
  else if (name === 'path') pdf.path(String(attributes.d));
  else throw new Error(`internal: a figure has the element ${name}, which no PDF is drawn of`);
  paint(pdf, attributes);
  pdf.restore();
}

function paint(pdf: Pdf, attributes: Attributes): void {
  const { fill = 'none', stroke = 'none', opacity = 1 } = attributes;
  const [fillOpacity, strokeOpacity] = [attributes.fillOpacity ?? 1, attributes.strokeOpacity ?? 1];
  pdf
    .fillOpacity(Number(opacity) * Number(fillOpacity))
    .strokeOpacity(Number(opacity) * Number(strokeOpacity));
  pdf.lineWidth(Number(attributes.strokeWidth ?? 1));
  if (attributes.strokeLinecap === 'round') pdf.lineCap('round').lineJoin('round');
  if (attributes.strokeDasharray !== undefined) {
    const [on = 1, ...rest] = String(attributes.strokeDasharray).split(' ').map(Number);
    // Its types know one dash and one space only.
    pdf.dash([on, ...rest] as unknown as number, {});
  }
  if (fill !== 'none' && stroke !== 'none') pdf.fillAndStroke(String(fill), String(stroke));
  else if (fill !== 'none') pdf.fill(String(fill));
  else if (stroke !== 'none') pdf.stroke(String(stroke));
}

function drawImage(pdf: Pdf, attributes: Attributes): void {
  const { x, y, width, height, href } = attributes;
  pdf.image(String(href), Number(x), Number(y), { width: Number(width), height: Number(height) });
}

/** One line. Letters that the font does not have are drawn as the replacement character. */
function drawText(pdf: Pdf, given: string, attributes: Attributes, link: string | null): void {
  const size = Number(attributes.fontSize);
  pdf.font(faceOf(attributes.fontWeight)).fontSize(size);
  const text = known(pdf, given);
  const width = pdf.widthOfString(text);
  const { textAnchor = 'start' } = attributes;
  const start =
    Number(attributes.x) - (textAnchor === 'middle' ? width / 2 : textAnchor === 'end' ? width : 0);
  const baseline =
    Number(attributes.y) +
    (attributes.dy === undefined ? 0 : Number.parseFloat(String(attributes.dy)) * size);
  pdf.save();
  pdf.fillOpacity(1).fillColor(String(attributes.fill));
  pdf.text(text, start, baseline, { lineBreak: false, baseline: 'alphabetic' });
  if (link !== null)
    pdf.link(
      start - linkMargin,
      baseline - size - linkMargin,
      width + 2 * linkMargin,
      1.3 * size + 2 * linkMargin,
      link,
    );
  pdf.restore();
}

interface KnownLetters {
  font: { hasGlyphForCodePoint(code: number): boolean };
}

function known(pdf: Pdf, text: string): string {
  const { font } = (pdf as unknown as { _font: KnownLetters })._font;
  return [...text]
    .map((letter) => (font.hasGlyphForCodePoint(letter.codePointAt(0)!) ? letter : '\ufffd'))
    .join('');
}

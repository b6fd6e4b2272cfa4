import { once } from 'node:events';
import type { ChartSpec } from '../registry.ts';
import type { SvgElement } from '../svg/element.ts';
import { drawingOf } from '../svg/render-svg.ts';
import { drawElement } from './draw-element.ts';
import { faces, fontOf } from './fonts.ts';

/** A pixel of CSS is 1/96 in, a point of PDF 1/72 in. */
const pointsPerPixel = 0.75;

/** The same chart always gives the same file. */
const epoch = new Date(0);

/** A chart as a PDF of one page, as large as the chart, with the letters that it uses of its own font. Texts stay texts, links stay links. */
export async function paperPdf(spec: ChartSpec): Promise<Buffer> {
  const { default: PdfDocument } = await import('pdfkit');
  const drawing: SvgElement = drawingOf(spec);
  const size = ['width', 'height'].map((name) => Number(drawing.attributes[name]) * pointsPerPixel);
  const pdf = new PdfDocument({
    size: size as [number, number],
    margin: 0,
    pdfVersion: '1.7',
    lang: 'en',
    displayTitle: true,
    info: {
      Title: spec.title,
      Subject: spec.description,
      Producer: 'Engram',
      Creator: 'Engram',
      CreationDate: epoch,
    },
  });
  const pieces: Buffer[] = [];
  pdf.on('data', (piece: Buffer) => pieces.push(piece));
  for (const face of faces) pdf.registerFont(face, await fontOf(face));
  pdf.scale(pointsPerPixel);
  drawElement(pdf, drawing, null);
  const ended = once(pdf, 'end');
  pdf.end();
  await ended;
  return Buffer.concat(pieces);
}

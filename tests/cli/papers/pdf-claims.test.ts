import { claimAddress, type Claim } from '@engram/core';
import PdfDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { pdfClaims } from '../../../cli/src/commands/papers/pdf-claims.ts';
import { paperPdf } from '../../../web/src/charts/paper/paper-pdf.ts';
import { chartSpecs } from '../../factories/chart-specs.ts';

const hash = 'ab'.repeat(32);
const run = '0f0e0d0c-0b0a-4908-8706-050403020100';
const score: Claim = { hash, run, index: 7, field: 'score' };
const mean: Claim = { hash, run, index: null, field: 'mean' };
const link = (claim: Claim): string => claimAddress('https://e.org', claim);

async function written(options: object, write: (pdf: PDFKit.PDFDocument) => void): Promise<Buffer> {
  const pdf = new PdfDocument(options);
  const pieces: Buffer[] = [];
  pdf.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise((resolve) => pdf.on('end', resolve));
  write(pdf);
  pdf.end();
  await ended;
  return Buffer.concat(pieces);
}

describe('the claims of a PDF', () => {
  it('are the numbers of a figure that carry a link, and no other links', async () => {
    const sources = [
      { text: 'mean', link: null },
      { text: '\u22120.0123', link: link(mean) },
      { text: 'from', link: null },
      { text: '0.5', link: link(score) },
      { text: 'Engram snapshot', link: `https://e.org/s/${hash}?figure=histogram-1` },
    ];
    const pdf = await paperPdf({ ...chartSpecs.histogram, sources });
    expect(await pdfClaims('figure.pdf', pdf)).toEqual([
      { line: null, page: 1, printed: '\u22120.0123', claim: mean },
      { line: null, page: 1, printed: '0.5', claim: score },
    ]);
  });

  it('are found page by page, and an address that stands for itself prints no number', async () => {
    const pdf = await written({ size: [600, 400] }, (page) => {
      page.fontSize(10).text('The score is ', 50, 50, { continued: true });
      page.text('0.0123', { link: link(score), continued: true }).text(' here.', { link: null });
      page
        .addPage()
        .fontSize(6)
        .text(link(mean), 20, 50, { link: link(mean), lineBreak: false });
    });
    expect(await pdfClaims('paper.pdf', pdf)).toEqual([
      { line: null, page: 1, printed: '0.0123', claim: score },
      { line: null, page: 2, printed: null, claim: mean },
    ]);
  });

  it('that is damaged, or asks for a password, are an error that names the file', async () => {
    const locked = await written({ userPassword: 'x' }, (page) => page.text('x'));
    await expect(pdfClaims('a.pdf', locked)).rejects.toThrow(/'a\.pdf' asks for a password/);
    await expect(pdfClaims('b.pdf', Buffer.from('%PDF-1.7 nothing'))).rejects.toThrow(
      /'b\.pdf' is no PDF, or is damaged/,
    );
    await expect(pdfClaims('c.pdf', Buffer.alloc(0))).rejects.toMatchObject({ code: 'INVALID_FILE' });
  });
});

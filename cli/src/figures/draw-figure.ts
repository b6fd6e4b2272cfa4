import { csvText, type FigureFormat } from '@engram/core';
import { paperPdf, paperSvg } from '@engram/web';
import type { DataCell, Figure } from './figure.ts';

const draw: Record<FigureFormat, (figure: Figure) => Promise<string | Buffer>> = {
  svg: ({ spec }) => paperSvg(spec),
  pdf: ({ spec }) => paperPdf(spec),
  csv: async ({ data: { head, rows } }) =>
    [head, ...rows].map((row) => `${row.map(cellText).join(',')}\n`).join(''),
};

/** A figure as the bytes of a file. */
export const drawFigure = async (figure: Figure, format: FigureFormat): Promise<Buffer> =>
  Buffer.from(await draw[format](figure));

const cellText = (cell: DataCell): string => (typeof cell === 'number' ? String(cell) : csvText(cell ?? ''));

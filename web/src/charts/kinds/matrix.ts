import { formatScore } from '../../format.ts';
import type { ChartKind } from '../frame/chart-kind.ts';
import { bandOf, middleOf } from '../frame/chart.ts';
import { levelOf, levelStyle } from '../frame/level.ts';
import type { Mark } from '../frame/mark.ts';
import { isBlank, type MatrixCell, type MatrixSpec } from '../specs/matrix.ts';

/** Of a cell, in percent of its side. */
const gap = 4;
/** Pixels from one line of text in a cell to the next. */
const lineHeight = 15;

/** Coloured cells with their numbers. */
export const matrix: ChartKind<MatrixSpec> = {
  marks: ({ cells, strongest }) =>
    cells.flatMap((row, down) =>
      row.flatMap((cell, across) => cellMarks(cell, { across, down, of: cells.length }, strongest)),
    ),
  table: ({ title, x, y, cells }) => ({
    summary: `${title} as a table`,
    head: [y.label, ...x.names],
    rows: cells.map((row, at) => [y.names[at]!, ...row.map(({ value }) => formatScore(value))]),
  }),
};

interface Place {
  across: number;
  down: number;
  /** Cells of a row. */
  of: number;
}

function cellMarks(cell: MatrixCell, { across, down, of }: Place, strongest: number): Mark[] {
  const [x, y] = [bandOf(across, of), bandOf(down, of)];
  const [right, bottom] = [x.start + x.width, y.start + y.width];
  if (isBlank(cell))
    return [{ shape: 'line', x1: x.start, y1: bottom, x2: right, y2: y.start, paint: 'tick' }];
  const inset = (gap / 200) * x.width;
  const paint = cell.isDiagonal
    ? ({ stroke: 'line-strong', width: 1.5, dash: '4 3' } as const)
    : levelStyle(levelOf(cell.level), strongest);
  const [middle, centre] = [middleOf(across, of), middleOf(down, of)];
  return [
    {
      shape: 'rect',
      x: x.start + inset,
      y: y.start + inset,
      width: x.width - 2 * inset,
      height: y.width - 2 * inset,
      paint,
    },
    ...cell.lines.map(
      (text, line) =>
        ({
          shape: 'text',
          x: middle,
          y: centre,
          shift: lineHeight * (line - (cell.lines.length - 1) / 2),
          anchor: 'middle',
          text,
          paint: line === 0 && cell.lines.length > 1 ? 'cell-value' : 'cell-note',
        }) as const,
    ),
  ];
}

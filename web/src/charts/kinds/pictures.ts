import type { ChartKind } from '../frame/chart-kind.ts';
import { bandOf, middleOf } from '../frame/chart.ts';
import type { Mark } from '../frame/mark.ts';
import { labelRoom, type Picture, type PicturesSpec } from '../specs/pictures.ts';

/** Pictures in rows, with a line between typical and atypical ones. */
export const pictures: ChartKind<PicturesSpec> = {
  marks: ({ rows, perHalf, side }) => [
    ...rows.flatMap(({ typical, atypical }, row) =>
      [typical, atypical].flatMap((half, at) =>
        half.flatMap((picture, place) => {
          const x = bandOf(at, 2).start + middleOf(place, perHalf) / 2;
          return pictureMarks(picture, x, middleOf(row, rows.length), side);
        }),
      ),
    ),
    { shape: 'line', x1: 50, x2: 50, y1: 0, y2: 100, paint: 'faint-zero' },
  ],
  table: ({ title, y, rows }) => ({
    summary: `${title} as a table`,
    head: ['class', 'end', 'datapoint', 'score'],
    rows: rows.flatMap(({ typical, atypical }, row) =>
      [...typical, ...atypical].map(({ name, label }, at) => [
        y.names[row]!,
        at < typical.length ? 'typical' : 'atypical',
        name,
        label,
      ]),
    ),
  }),
};

function pictureMarks({ source, name, label, link }: Picture, x: number, y: number, side: number): Mark[] {
  const up = -labelRoom / 2 + 4;
  return [
    source === null
      ? { shape: 'text', x, y, shift: up, anchor: 'middle', text: name, paint: 'cell-note' }
      : { shape: 'image', x, y, side, shift: up, source, title: name },
    {
      shape: 'text',
      x,
      y,
      shift: up + side / 2 + 9,
      anchor: 'middle',
      text: label,
      link,
      paint: 'cell-note',
    },
  ];
}

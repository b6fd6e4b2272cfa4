import { bands, type Bands, type Chart } from '../frame/chart.ts';

/** Datapoints as pictures with their scores, a row a class: the most typical ones at the left, the most atypical ones at the right. */
export interface PicturesSpec extends Chart {
  kind: 'pictures';
  x: Bands;
  y: Bands;
  rows: readonly { typical: readonly Picture[]; atypical: readonly Picture[] }[];
  /** Places of each half of a row. */
  perHalf: number;
  /** Pixels of a side of a picture. */
  side: number;
}

export interface Picture {
  /** PNG as a data URI; null = the picture is not here. */
  source: string | null;
  /** Which datapoint it is. */
  name: string;
  /** Written below it. */
  label: string;
  /** Where the label leads. */
  link: string | null;
}

interface Input {
  title: string;
  names: readonly string[];
  rows: PicturesSpec['rows'];
  perHalf: number;
  /** Of the whole figure, in pixels. */
  width: number;
  note: string | null;
}

const largestSide = 56;
/** Below a picture: its label, and space to the next row. */
export const labelRoom = 22;

export function picturesSpec({ title, names, rows, perHalf, width, note }: Input): PicturesSpec {
  const side = Math.min(largestSide, Math.floor((0.72 * width) / (2 * perHalf)) - 8);
  return {
    kind: 'pictures',
    title,
    description: `${title}: ${perHalf} of each end of ${rows.length} classes.`,
    x: bands('lowest and highest scores of each class', ['typical', 'atypical']),
    y: bands('class', names),
    rows,
    perHalf,
    side,
    legend: [],
    note,
    size: {
      width,
      height: 120 + rows.length * (side + labelRoom),
      plotHeight: rows.length * (side + labelRoom),
    },
  };
}

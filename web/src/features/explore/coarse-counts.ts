import type { LinearAxis } from '../../charts/linear-axis.ts';
import { formatAmount, formatCount } from '../../format.ts';
import type { Failures } from './cross-filter.ts';

const parts = 5;

export interface CoarseCounts {
  /** Where each part of the y axis begins. */
  columns: number[];
  rows: { from: number; counts: number[] }[];
  /** The whole in a sentence. */
  words: string;
}

/** The datapoints that pass all filters, counted in fifths of both axes: what a scatter shows, for who cannot see it. */
export function coarseCounts(
  x: Float32Array,
  y: Float32Array,
  failed: Failures,
  xAxis: Pick<LinearAxis, 'low' | 'high'>,
  yAxis: Pick<LinearAxis, 'low' | 'high'>,
): CoarseCounts {
  const partOf = (value: number, { low, high }: Pick<LinearAxis, 'low' | 'high'>): number =>
    Math.min(parts - 1, Math.floor(((value - low) / (high - low)) * parts));
  const starts = ({ low, high }: Pick<LinearAxis, 'low' | 'high'>): number[] =>
    Array.from({ length: parts }, (_, part) => low + (part / parts) * (high - low));
  const rows = starts(xAxis).map((from) => ({ from, counts: new Array<number>(parts).fill(0) }));
  let chosen = 0;
  let shown = 0;
  for (let n = 0; n < x.length; n++) {
    if (Number.isNaN(x[n]!) || Number.isNaN(y[n]!)) continue;
    shown++;
    if (failed[n] !== 0) continue;
    chosen++;
    rows[partOf(x[n]!, xAxis)]!.counts[partOf(y[n]!, yAxis)]! += 1;
  }
  const words = `Scatter of ${formatAmount(shown, 'datapoint')} that both runs score, ${formatCount(chosen)} of which pass all filters`;
  return { columns: starts(yAxis), rows, words };
}

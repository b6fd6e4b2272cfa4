import { formatAmount, formatCount } from '../../format.ts';
import type { Scale } from '../frame/scale.ts';

type Domain = Pick<Scale, 'low' | 'high'>;

/** Of each axis. */
const parts = 5;

export interface CoarseCounts {
  /** Where each part of the y axis begins. */
  columns: number[];
  rows: { from: number; counts: number[] }[];
  /** The whole in a sentence. */
  description: string;
}

/** The datapoints that pass all filters, counted in fifths of both axes: what a scatter shows, for who cannot see it. */
export function coarseCounts(
  x: Float32Array,
  y: Float32Array,
  failed: Uint8Array | Uint16Array,
  xAxis: Domain,
  yAxis: Domain,
  isMap = false,
): CoarseCounts {
  const partOf = (value: number, { low, high }: Domain): number =>
    Math.min(parts - 1, Math.floor(((value - low) / (high - low)) * parts));
  const starts = ({ low, high }: Domain): number[] =>
    Array.from({ length: parts }, (_, part) => low + (part / parts) * (high - low));
  const rows = starts(xAxis).map((from) => ({ from, counts: new Array<number>(parts).fill(0) }));
  const isWithin = (value: number, { low, high }: Domain): boolean => value >= low && value <= high;
  let chosen = 0;
  let shown = 0;
  for (let n = 0; n < x.length; n++) {
    // False for NaN.
    if (!isWithin(x[n]!, xAxis) || !isWithin(y[n]!, yAxis)) continue;
    shown++;
    if (failed[n] !== 0) continue;
    chosen++;
    rows[partOf(x[n]!, xAxis)]!.counts[partOf(y[n]!, yAxis)]! += 1;
  }
  const what = isMap ? 'Map of' : 'Scatter of';
  const which = isMap ? '' : ' that both runs score';
  const description = `${what} ${formatAmount(shown, 'datapoint')}${which}, ${formatCount(chosen)} of which pass all filters`;
  return { columns: starts(yAxis), rows, description };
}

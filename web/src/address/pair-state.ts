import type { ScatterAxes } from '../charts/specs/scatter.ts';
import { parseAxes, parseColouring, type Colouring } from './scatter-look.ts';
import { defaultTopPercent, parseTop } from './compare-state.ts';

/** All that the page of two runs shows beyond the runs themselves; it lives in the URL alone. */
export interface PairState {
  /** Latent classes of the datapoints shown, in ascending order; empty = all. */
  classes: readonly number[];
  /** Size of the top in percent. */
  top: number;
  /** What the axes of the scatter count; null = scores where they may be compared, else percentiles. */
  axes: ScatterAxes | null;
  /** By what its points are coloured. */
  colour: Colouring;
}

export const initialPairState: PairState = {
  classes: [],
  top: defaultTopPercent,
  axes: null,
  colour: 'none',
};

/** Reads what it understands and leaves the rest out. */
export function parsePairState(params: Pick<URLSearchParams, 'get'>): PairState {
  const numbers = (params.get('class') ?? '').split(',').filter((part) => /^\d{1,9}$/.test(part));
  return {
    classes: [...new Set(numbers.map(Number))].sort((a, b) => a - b),
    top: parseTop(params.get('top')),
    axes: parseAxes(params.get('axes')),
    colour: parseColouring(params.get('colour')),
  };
}

/** `?class=3,6`, or an empty text for the initial state. */
export function pairStateToSearch({ classes, top, axes, colour }: PairState): string {
  const parts: string[] = [];
  if (classes.length > 0) parts.push(`class=${classes.join(',')}`);
  if (top !== defaultTopPercent) parts.push(`top=${top}`);
  if (axes !== null) parts.push(`axes=${axes}`);
  if (colour !== 'none') parts.push(`colour=${colour}`);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

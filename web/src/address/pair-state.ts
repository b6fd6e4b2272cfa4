import { defaultTopPercent, parseTop } from './compare-state.ts';

/** All that the page of two runs shows beyond the runs themselves; it lives in the URL alone. */
export interface PairState {
  /** Latent classes of the datapoints shown, in ascending order; empty = all. */
  classes: readonly number[];
  /** Size of the top in percent. */
  top: number;
}

export const initialPairState: PairState = { classes: [], top: defaultTopPercent };

/** Reads what it understands and leaves the rest out. */
export function parsePairState(params: Pick<URLSearchParams, 'get'>): PairState {
  const numbers = (params.get('class') ?? '').split(',').filter((part) => /^\d{1,9}$/.test(part));
  return {
    classes: [...new Set(numbers.map(Number))].sort((a, b) => a - b),
    top: parseTop(params.get('top')),
  };
}

/** `?class=3,6`, or an empty text for the initial state. */
export function pairStateToSearch({ classes, top }: PairState): string {
  const parts: string[] = [];
  if (classes.length > 0) parts.push(`class=${classes.join(',')}`);
  if (top !== defaultTopPercent) parts.push(`top=${top}`);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

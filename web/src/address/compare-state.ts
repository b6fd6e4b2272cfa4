import { classViewParts, initialClassView, parseClassView, type ClassView } from './class-view.ts';
import { knownKey } from '../known-key.ts';

/** Numbers of a cell by which the matrix of runs is coloured. */
export const measures = {
  spearman: { label: 'Spearman’s ρ', words: 'rank correlation' },
  kendall: { label: 'Kendall’s τ-b', words: 'rank correlation' },
  overlap: { label: 'Overlap of the tops', words: 'overlap' },
} as const;
export type Measure = keyof typeof measures;
const defaultMeasure: Measure = 'spearman';

/** Most runs compared at once, as the API takes them. */
export const maxCompared = 20;
/** Runs compared when none are named: the most reliable. */
export const defaultCompared = 6;
export const defaultTopPercent = 5;

/** All that the matrix of runs shows; it lives in the URL alone. */
export interface CompareState extends ClassView {
  /** Short name of the dataset; null = the newest that has two runs. */
  dataset: string | null;
  /** Ids of the runs, in the order of the matrix; empty = the most reliable of the dataset. */
  runs: readonly string[];
  /** Size of the top in percent, above 0 and at most 100. */
  top: number;
  measure: Measure;
}

export const initialCompareState: CompareState = {
  dataset: null,
  runs: [],
  top: defaultTopPercent,
  measure: defaultMeasure,
  ...initialClassView,
};

/** Reads what it understands and leaves the rest out: an old or mistyped link still opens. */
export function parseCompareState(params: Pick<URLSearchParams, 'get'>): CompareState {
  return {
    dataset: params.get('dataset') || null,
    runs: namedRuns(params.get('runs')),
    top: parseTop(params.get('top')),
    measure: knownKey(measures, params.get('by'), defaultMeasure),
    ...parseClassView(params),
  };
}

/** `?dataset=mnist&top=1`, or an empty text for the initial state. */
export function compareStateToSearch(state: CompareState): string {
  const parts: string[] = [];
  if (state.dataset !== null) parts.push(`dataset=${encodeURIComponent(state.dataset)}`);
  if (state.runs.length > 0) parts.push(`runs=${state.runs.map(encodeURIComponent).join(',')}`);
  if (state.top !== defaultTopPercent) parts.push(`top=${state.top}`);
  if (state.measure !== defaultMeasure) parts.push(`by=${state.measure}`);
  parts.push(...classViewParts(state));
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Ids of runs, whole or only their beginnings, as an address lists them with commas between; the first few count. */
export function namedRuns(text: string | null): string[] {
  const ids = (text ?? '').split(',').filter((part) => /^[\w-]{1,100}$/.test(part));
  return [...new Set(ids)].slice(0, maxCompared);
}

/** A percentage above 0 and at most 100; the default for anything else. */
export function parseTop(text: string | null): number {
  const value = /^\d{1,3}(\.\d{1,6})?$/.test(text ?? '') ? Number(text) : NaN;
  return value > 0 && value <= 100 ? value : defaultTopPercent;
}

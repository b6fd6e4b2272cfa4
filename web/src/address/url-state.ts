import { classViewParts, initialClassView, parseClassView, type ClassView } from './class-view.ts';
import type { VariablesOf } from '../graphql/graphql.ts';
import type { ScoresDocument } from '../features/scores/scores-document.ts';
import { defaultOrder, orderBy, parseOrder, type OrderKey } from './score-orders.ts';

type ScoresVariables = VariablesOf<typeof ScoresDocument>;
export type ScoreFilter = ScoresVariables['filter'];

/** Where a reader stands in the list of scores: at its start, or after or before a cursor. */
export type PagePosition = { after: string } | { before: string } | null;

/** All that the page of a run shows beyond the run itself; it lives in the URL alone. */
export interface RunState extends ClassView {
  /** Smallest and largest score shown, both included. */
  from: number | null;
  to: number | null;
  order: OrderKey;
  page: PagePosition;
}

export const initialRunState: RunState = {
  ...initialClassView,
  from: null,
  to: null,
  order: defaultOrder,
  page: null,
};

/** Reads what it understands and leaves the rest out: an old or mistyped link still opens. */
export function parseRunState(params: Pick<URLSearchParams, 'get'>): RunState {
  const after = params.get('after');
  const before = params.get('before');
  return {
    ...parseClassView(params),
    from: parseScore(params.get('from')),
    to: parseScore(params.get('to')),
    order: parseOrder(params.get('order')),
    page: after ? { after } : before ? { before } : null,
  };
}

/** `?class=3,6&from=0.01`, or an empty text for the initial state. */
export function runStateToSearch(state: RunState): string {
  const parts = classViewParts(state);
  const put = (key: string, value: string | number) => parts.push(`${key}=${encodeURIComponent(value)}`);
  if (state.from !== null) put('from', state.from);
  if (state.to !== null) put('to', state.to);
  if (state.order !== defaultOrder) put('order', state.order);
  if (state.page) for (const [key, cursor] of Object.entries(state.page)) put(key, cursor);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** A change of filter or order starts at the first page again. */
export function changeRunState(state: RunState, change: Partial<RunState>): RunState {
  const next = { ...state, page: null, ...change };
  return { ...next, classes: [...new Set(next.classes)].sort((a, b) => a - b) };
}

export function isFiltered(state: RunState): boolean {
  return state.classes.length > 0 || hasRange(state);
}

export function hasRange(state: RunState): boolean {
  return state.from !== null || state.to !== null;
}

export function toScoreFilter(run: string, state: RunState): ScoreFilter {
  return {
    run,
    ...(state.classes.length > 0 ? { classes: [...state.classes] } : {}),
    ...(hasRange(state)
      ? {
          value: {
            ...(state.from === null ? {} : { gte: state.from }),
            ...(state.to === null ? {} : { lte: state.to }),
          },
        }
      : {}),
  };
}

export function toScoresVariables(run: string, state: RunState, pageSize: number): ScoresVariables {
  const { page } = state;
  const backwards = page !== null && 'before' in page;
  return {
    filter: toScoreFilter(run, state),
    orderBy: orderBy[state.order],
    ...(backwards ? { last: pageSize, before: page.before } : { first: pageSize, ...(page ?? {}) }),
  };
}

/** A score as people type it: a proper minus and a decimal comma are understood; null when it is no number. */
export function parseScore(text: string | null): number | null {
  const plain = (text ?? '').trim().replace('\u2212', '-').replace(',', '.');
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

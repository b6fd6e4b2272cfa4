import { annotationLimits, canonicalTag, isCanonicalUuid, splitRoles, type SplitRole } from '@engram/core';
import { parseClasses } from './class-view.ts';
import { readLasso, writeLasso, type Corner } from '../columns/lasso.ts';
import { parseOrder, type OrderKey } from './score-orders.ts';
import type { ScatterAxes } from '../charts/specs/scatter.ts';
import {
  parseAxes,
  parseColouring,
  parseMapColouring,
  type Colouring,
  type MapColouring,
} from './scatter-look.ts';
import { parseScore } from './url-state.ts';

export const exploreViews = { grid: 'Grid', table: 'Table' } as const;
export type ExploreView = keyof typeof exploreViews;

/** Whether the encoders can tell a score of a datapoint at all. */
export const identifiabilities = ['yes', 'no'] as const;
export type Identifiability = (typeof identifiabilities)[number];

/** All that the explorer shows; it lives in the URL alone. */
export interface ExploreState {
  /** Latent classes, ascending; empty = all. */
  classes: readonly number[];
  /** Smallest and largest score, both included. */
  from: number | null;
  to: number | null;
  /** Smallest percentile, 0–100. */
  percentile: number | null;
  /** Smallest P(top 5 %), 0–1: how stable "atypical" is. */
  stable: number | null;
  /** Largest false discovery rate, 0–1, at which a datapoint counts as memorized. */
  fdr: number | null;
  /** Other runs (UUIDs) that must agree: in the top `top` % of at least `least` of this run and those. */
  agree: readonly string[];
  top: number;
  least: number | null;
  /** Any of these tags; empty = whatever the tags. */
  tags: readonly string[];
  /** Whether only datapoints with a comment pass. */
  commented: boolean;
  /** Parts of an `fg-split` (`shared`, …); empty = all. */
  roles: readonly SplitRole[];
  /** Whether datapoints have a score; empty = both. */
  identifiable: readonly Identifiability[];
  /** Another run (UUID), whose scores are the second axis of the scatter. */
  against: string | null;
  /** Smallest and largest score in that run. */
  otherFrom: number | null;
  otherTo: number | null;
  /** Corners of a lasso over the scatter, in units of its axes; empty = none. */
  lasso: readonly Corner[];
  /** What the axes of the scatter count; null = scores where they may be compared, else percentiles. */
  axes: ScatterAxes | null;
  /** By what the points of the scatter are coloured. */
  colour: Colouring;
  /** Whether the map of the run's representations is shown. */
  map: boolean;
  /** Corners of a lasso over the map; empty = none. */
  mapLasso: readonly Corner[];
  mapColour: MapColouring;
  order: OrderKey;
  view: ExploreView;
  /** Of an image in the grid, in pixels. */
  size: number;
}

export const initialExploreState: ExploreState = {
  classes: [],
  from: null,
  to: null,
  percentile: null,
  stable: null,
  fdr: null,
  agree: [],
  top: 5,
  least: null,
  tags: [],
  commented: false,
  roles: [],
  identifiable: [],
  against: null,
  otherFrom: null,
  otherTo: null,
  lasso: [],
  axes: null,
  colour: 'none',
  map: false,
  mapLasso: [],
  mapColour: 'score',
  order: 'value-desc',
  view: 'grid',
  size: 72,
};

/** Sizes of an image in the grid, in pixels. */
export const imageSizes = { least: 48, most: 192, step: 24 } as const;

/** Most runs that an agreement is asked of, beside the explored one. */
const maxAgreeing = 9;

/** Reads what it understands and leaves the rest out: an old or mistyped link still opens. */
export function parseExploreState(params: Pick<URLSearchParams, 'get'>): ExploreState {
  const agree = [...new Set((params.get('agree') ?? '').split(',').filter(isCanonicalUuid))];
  const least = within(params.get('least'), 1, maxAgreeing + 1);
  const against = params.get('against') ?? '';
  const isAgainst = isCanonicalUuid(against);
  const isMapped = params.get('map') === '1';
  return {
    classes: parseClasses(params.get('class')),
    from: parseScore(params.get('from')),
    to: parseScore(params.get('to')),
    percentile: within(params.get('percentile'), 0, 100),
    stable: within(params.get('stable'), 0, 1),
    fdr: within(params.get('fdr'), 0, 1),
    agree: agree.slice(0, maxAgreeing),
    top: within(params.get('top'), 0.01, 100) ?? initialExploreState.top,
    least: least === null ? null : Math.round(least),
    tags: tagNames(params.get('tags')),
    commented: params.get('commented') === '1',
    roles: splitRoles.filter((role) => params.get('roles')?.split(',').includes(role)),
    identifiable: identifiabilities.filter((one) => params.get('identifiable')?.split(',').includes(one)),
    against: isAgainst ? against : null,
    otherFrom: isAgainst ? parseScore(params.get('yfrom')) : null,
    otherTo: isAgainst ? parseScore(params.get('yto')) : null,
    lasso: isAgainst ? readLasso(params.get('lasso')) : [],
    axes: isAgainst ? parseAxes(params.get('axes')) : null,
    colour: isAgainst ? parseColouring(params.get('colour')) : initialExploreState.colour,
    map: isMapped,
    mapLasso: isMapped ? readLasso(params.get('maplasso')) : [],
    mapColour: parseMapColouring(isMapped ? params.get('mapcolour') : null),
    order: parseOrder(params.get('order')),
    view: params.get('view') === 'table' ? 'table' : 'grid',
    size: within(params.get('size'), imageSizes.least, imageSizes.most) ?? initialExploreState.size,
  };
}

/** `?class=3&stable=0.5`, or an empty text for the initial state. */
export function exploreStateToSearch(state: ExploreState): string {
  const parts: string[] = [];
  const put = (key: string, value: string | number | null, initial: unknown = null) =>
    value === initial || value === null || parts.push(`${key}=${encodeURIComponent(value)}`);
  if (state.classes.length > 0) parts.push(`class=${state.classes.join(',')}`);
  put('from', state.from);
  put('to', state.to);
  put('percentile', state.percentile);
  put('stable', state.stable);
  put('fdr', state.fdr);
  if (state.agree.length > 0) {
    parts.push(`agree=${state.agree.join(',')}`);
    put('top', state.top, initialExploreState.top);
    put('least', state.least);
  }
  if (state.tags.length > 0) parts.push(`tags=${state.tags.map(encodeURIComponent).join(',')}`);
  if (state.commented) parts.push('commented=1');
  if (state.roles.length > 0) parts.push(`roles=${state.roles.join(',')}`);
  if (state.identifiable.length > 0) parts.push(`identifiable=${state.identifiable.join(',')}`);
  if (state.against !== null) {
    put('against', state.against);
    put('yfrom', state.otherFrom);
    put('yto', state.otherTo);
    if (state.lasso.length > 0) parts.push(`lasso=${writeLasso(state.lasso)}`);
    put('axes', state.axes);
    put('colour', state.colour, initialExploreState.colour);
  }
  if (state.map) {
    parts.push('map=1');
    if (state.mapLasso.length > 0) parts.push(`maplasso=${writeLasso(state.mapLasso)}`);
    put('mapcolour', state.mapColour, initialExploreState.mapColour);
  }
  put('order', state.order, initialExploreState.order);
  put('view', state.view, initialExploreState.view);
  put('size', state.size, initialExploreState.size);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** In how many runs a datapoint must be at the top: in all of them unless the reader says fewer. */
export function leastAgreeing({ agree, least }: Pick<ExploreState, 'agree' | 'least'>): number {
  return Math.min(least ?? Infinity, agree.length + 1);
}

/** How datapoints are shown, which filters none of them. */
const howShown = ({ order, view, size }: ExploreState): Pick<ExploreState, 'order' | 'view' | 'size'> => ({
  order,
  view,
  size,
});

/** Whether something is asked of the run of the second axis or of the map, which by themselves filter nothing. */
const isNarrowedThere = ({ otherFrom, otherTo, lasso, mapLasso }: ExploreState): boolean =>
  otherFrom !== null || otherTo !== null || lasso.length > 0 || mapLasso.length > 0;

export const isNarrowed = (state: ExploreState): boolean =>
  isNarrowedThere(state) ||
  exploreStateToSearch({ ...state, ...howShown(initialExploreState), against: null, map: false }) !== '';

/** No tag holds a comma. */
function tagNames(text: string | null): string[] {
  const found = (text ?? '').split(',').map(canonicalTag);
  const likely = found.filter((tag) => tag !== '' && tag.length <= 2 * annotationLimits.tag);
  return [...new Set(likely)].slice(0, annotationLimits.tagsEach);
}

function within(text: string | null, low: number, high: number): number | null {
  const value = parseScore(text);
  return value !== null && value >= low && value <= high ? value : null;
}

/** The state without its second axis, and without what filters by it. */
export function withoutSecondRun(state: ExploreState): ExploreState {
  const { against, otherFrom, otherTo, lasso, axes, colour } = initialExploreState;
  return { ...state, against, otherFrom, otherTo, lasso, axes, colour };
}

/** The state with all that is shown, and nothing that filters it. */
export function withoutFilters(state: ExploreState): ExploreState {
  const { against, map, mapColour } = state;
  return { ...initialExploreState, ...howShown(state), against, map, mapColour };
}

/** The state without what was drawn over the map of its run. */
export function withoutMap(state: ExploreState): ExploreState {
  const { map, mapLasso, mapColour } = initialExploreState;
  return { ...state, map, mapLasso, mapColour };
}

/**
 * What the axes count: what the reader chose; scores for a lasso of a link that does not say; else scores where those of the two runs
 * may be compared, and percentiles where not.
 * @param isComparable null while it is unknown: then so are the axes, unless the state says them
 */
export function axesOf(
  { axes, lasso }: Pick<ExploreState, 'axes' | 'lasso'>,
  isComparable: boolean | null,
): ScatterAxes | null {
  if (axes !== null) return axes;
  if (lasso.length > 0) return 'value';
  return isComparable === null ? null : isComparable ? 'value' : 'percentile';
}

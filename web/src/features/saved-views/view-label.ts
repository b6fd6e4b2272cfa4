import { parseExploreState } from '../../address/explore-state.ts';
import { defaultOrder, parseOrder, scoreOrders } from '../../address/score-orders.ts';
import { formatAmount } from '../../format.ts';
import { appliedFilters } from '../explore/facets/applied-filters.ts';

/** What of an address tells one view from another: its page, where that says it, its filters and order, as the explorer calls them. */
export function viewLabel(address: string): string {
  const [path = '', search = ''] = address.split('?');
  const params = new URLSearchParams(search);
  const parts = path.endsWith('/explore')
    ? exploredParts(params)
    : [...pageParts(path), ...otherParts(params, { isRunNamed: path.startsWith('/datapoints/') })];
  return parts.length === 0 ? address : parts.join(' · ');
}

/** Pages whose addresses are no words. */
function pageParts(path: string): string[] {
  const [, room, first, second] = path.split('/').map(decoded);
  if (room === 'datapoints' && second !== undefined) return [`datapoint ${second} of ${first}`];
  return room === 'compare' && second !== undefined ? ['two runs compared'] : [];
}

/** An address is what somebody saved: it may hold a % that begins no byte. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Classes are named by their indices, as in the address: a list of views does not ask for the names of each dataset. */
function exploredParts(params: URLSearchParams): string[] {
  const state = parseExploreState(params);
  const filters = appliedFilters(state, { ofClass: String, ofRun: () => 'another run' });
  return [
    ...filters.map(({ label }) => label),
    ...(state.against === null ? [] : ['against another run']),
    ...(state.map && state.mapLasso.length === 0 ? ['map'] : []),
    ...orderPart(params),
    ...(state.view === 'table' ? ['as a table'] : []),
  ];
}

/** @param isRunNamed whether the run is named beside the label, as that of a datapoint is */
const otherParts = (params: URLSearchParams, { isRunNamed }: { isRunNamed: boolean }): string[] => [
  ...[...params].flatMap(([key, value]) => {
    if (key === 'order' || (key === 'run' && isRunNamed)) return [];
    return [key === 'runs' ? formatAmount(value.split(',').length, 'run') : `${key} ${value}`];
  }),
  ...orderPart(params),
];

function orderPart(params: URLSearchParams): string[] {
  const order = parseOrder(params.get('order'));
  return order === defaultOrder ? [] : [scoreOrders[order].replace(/^./, (first) => first.toLowerCase())];
}

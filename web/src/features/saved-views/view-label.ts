import { parseExploreState } from '../../address/explore-state.ts';
import { defaultOrder, parseOrder, scoreOrders } from '../../address/score-orders.ts';
import { appliedFilters } from '../explore/facets/applied-filters.ts';

/** What of an address tells one view from another: its filters and order, as the explorer calls them, or its page. */
export function viewLabel(address: string): string {
  const at = address.indexOf('?');
  if (at < 0 || at === address.length - 1) return address;
  const params = new URLSearchParams(address.slice(at));
  const parts = address.slice(0, at).endsWith('/explore') ? exploredParts(params) : otherParts(params);
  return parts.length === 0 ? address : parts.join(' · ');
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

const otherParts = (params: URLSearchParams): string[] => [
  ...[...params].filter(([key]) => key !== 'order').map(([key, value]) => `${key} ${value}`),
  ...orderPart(params),
];

function orderPart(params: URLSearchParams): string[] {
  const order = parseOrder(params.get('order'));
  return order === defaultOrder ? [] : [scoreOrders[order].replace(/^./, (first) => first.toLowerCase())];
}

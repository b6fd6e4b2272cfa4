import { withoutMap, withoutSecondRun, type ExploreState } from '../../address/explore-state.ts';

/**
 * The filters of one run over the scores of another (UUIDs). Where the other one was to agree or stood on the second axis, the two
 * change places; what was drawn between their scores, or over the map of one of them, belongs to neither alone and is left out.
 */
export function stateForRun(state: ExploreState, run: string, other: string): ExploreState {
  if (other === run) return state;
  const swapped = (id: string): string => (id === other ? run : id);
  return {
    ...withoutMap(withoutSecondRun(state)),
    agree: state.agree.map(swapped),
    against: state.against === null ? null : swapped(state.against),
  };
}

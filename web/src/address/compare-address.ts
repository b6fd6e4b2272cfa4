import { shortRunId } from './run-address.ts';
import { initialPairState, pairStateToSearch, type PairState } from './pair-state.ts';

/** The page of two runs side by side. */
export function pairAddress(a: string, b: string, state: Partial<PairState> = {}): string {
  const [from, to] = [a, b].map((id) => encodeURIComponent(shortRunId(id)));
  return `/compare/${from}/${to}${pairStateToSearch({ ...initialPairState, ...state })}`;
}

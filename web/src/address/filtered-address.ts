import { exploreStateToSearch, initialExploreState, type ExploreState } from './explore-state.ts';
import { exploreAddress, runAddress } from './run-address.ts';
import { initialRunState, runStateToSearch, type RunState } from './url-state.ts';

/** The explorer of a run with the filters and the order of the run's page. */
export function exploredFrom(run: string, { classes, from, to, order }: RunState): string {
  return exploreAddress(run) + exploreStateToSearch({ ...initialExploreState, classes, from, to, order });
}

/** The page of a run with those filters of the explorer that it has, too. */
export function runFromExplorer(run: string, { classes, from, to, order }: ExploreState): string {
  return runAddress(run) + runStateToSearch({ ...initialRunState, classes, from, to, order });
}

/** The page of a run with the classes that are looked at elsewhere. */
export function runOfClasses(run: string, view: Pick<RunState, 'classes'> & Partial<RunState>): string {
  return runAddress(run) + runStateToSearch({ ...initialRunState, ...view });
}

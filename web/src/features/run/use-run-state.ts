'use client';

import { changeRunState, parseRunState, runStateToSearch, type RunState } from '../../address/url-state.ts';
import { useUrlState } from '../../address/use-url-state.ts';

export type ChangeRunState = (change: Partial<RunState>) => void;

/** The state of the page of a run, in its address. */
export const useRunState = (): [RunState, ChangeRunState] =>
  useUrlState(parseRunState, runStateToSearch, changeRunState);

/** Phases of a running experiment, in order. */
export type ExperimentPhase = 'queued' | 'runs' | 'conclude' | 'done';

export interface ExperimentProgress {
  phase: ExperimentPhase;
  /** Part of the whole experiment that is done, 0–1. */
  fraction: number;
  /** At the pace of its own work so far; null until enough of it is done to say. */
  etaSeconds: number | null;
  message: string | null;
}

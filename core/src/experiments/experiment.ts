/** Phases of a running experiment, in order. */
export const experimentPhases = ['queued', 'runs', 'conclude', 'done'] as const;
export type ExperimentPhase = (typeof experimentPhases)[number];

export interface ExperimentProgress {
  phase: ExperimentPhase;
  /** Part of the whole experiment that is done, 0–1. */
  fraction: number;
  /** At the pace of its own work so far; null until enough of it is done to say. */
  etaSeconds: number | null;
  message: string | null;
}

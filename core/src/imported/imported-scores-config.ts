import type { importedKey } from '../runs/run.ts';

/** Where an import comes from, in the configuration of its run. */
export const scoresSource = 'scores';

/** What identifies a run of scores made elsewhere; stored where other runs keep their configuration. */
export interface ImportedScoresConfig {
  name: string;
  /** Slug of the dataset. */
  dataset: string;
  source: typeof scoresSource;
  /** SHA-256 over the scores. */
  contentHash: string;
  /** What the scores were made by, as it was given. */
  method: { key: string };
  /** Its encoders are not known here. */
  estimator: { key: typeof importedKey; encoders: 0 };
  scoring: { measure: typeof importedKey; views: 0; confidence: number };
}

/** Whether a stored configuration is of scores that were made elsewhere. */
export const hasImportedScores = (config: unknown): config is ImportedScoresConfig =>
  (config as { source?: unknown } | null)?.source === scoresSource;

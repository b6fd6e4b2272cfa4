import type { ErrorCode, ExperimentConfig, ExperimentKind, ExperimentPhase, RunStatus } from '@engram/core';

export interface ExperimentRow {
  id: string;
  kind: ExperimentKind;
  name: string;
  status: RunStatus;
  config: ExperimentConfig;
  configHash: string;
  codeVersion: string;
  /** Counts resumes, from 0. */
  attempt: number;
  phase: ExperimentPhase;
  /** Part of the whole experiment that is done, 0–1. */
  fraction: number;
  etaSeconds: number | null;
  message: string | null;
  /** Why it failed, for programs and for people; null unless it failed. */
  errorCode: ErrorCode | null;
  error: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** Reads an ExperimentRow from `experiment e`. */
export const experimentSelect = `e.id, e.kind, e.name, e.status, e.config, e.config_hash AS "configHash", e.code_version AS "codeVersion",
  e.attempt, e.phase, e.fraction, e.eta_seconds AS "etaSeconds", e.message, e.error_code AS "errorCode", e.error,
  e.created_at AS "createdAt", e.started_at AS "startedAt", e.finished_at AS "finishedAt"`;

/** A run that an experiment rests on. */
export interface ExperimentRunRow {
  experimentId: string;
  /** What the experiment calls it. */
  name: string;
  runId: string;
  /** Whether the experiment asked for it; false where it found it. */
  started: boolean;
  /** Whether somebody else had made it, and the experiment resumed it after it had stopped. */
  resumed: boolean;
}

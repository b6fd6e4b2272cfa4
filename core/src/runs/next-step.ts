import type { ErrorCode } from '../errors.ts';

/** What helps after a run failed. */
export type NextStep = 'RESUME' | 'NEW_RUN';

/** Failures of what a run was told to do. */
const ofItsConfig: readonly ErrorCode[] = [
  'TRAINING_DIVERGED',
  'REPRESENTATION_COLLAPSED',
  'INVALID_CONFIG',
  'INVALID_ARGUMENT',
  'INVALID_SCORE_INPUT',
  'CONFLICT',
];

/**
 * A resume keeps configuration and seed: what failed of them would fail again, and takes a new run with other settings. After
 * anything else (a full disk, a lost database) a resume continues with the encoders that are finished.
 */
export const nextStepAfter = (code: ErrorCode | null): NextStep =>
  code !== null && ofItsConfig.includes(code) ? 'NEW_RUN' : 'RESUME';

/**
 * The door of the worker. What needs tensors, image files or the workflow engine is loaded when it is first called, so that
 * a command that only talks to the store starts quickly.
 */
import type * as DatasetFormats from './datasets/formats/registry.ts';
import type { importDataset as ImportDataset } from './datasets/import-dataset.ts';
import type { drawViewsPicture as DrawViewsPicture } from './datasets/pictures/views-picture.ts';
import type { importEncoders as ImportEncoders } from './imported/import-encoders.ts';
import type { exportViews as ExportViews } from './exports/export-views.ts';
import type * as ThumbnailArchive from './exports/thumbnail-archive.ts';
import type { assertDatasetWhole as AssertDatasetWhole } from './integrity/assert-dataset-whole.ts';
import type { checkHome as CheckHome } from './integrity/check-home.ts';
import type { surveyEngines as SurveyEngines } from './devices/survey-engines.ts';
import type { startWorker as StartWorker } from './workflows/start-worker.ts';

export { checkpointSize } from './files/checkpoint-store.ts';
export { expandHome } from './files/expand-home.ts';
export { readBytes, readText } from './files/read-text.ts';
export { unreadable } from './files/unreadable.ts';
export type { TableOptions } from './datasets/tables/table-options.ts';
export {
  importRepresentations,
  type ImportedRun,
  type RepresentationOptions,
} from './representations/import-representations.ts';
export {
  importScores,
  type ImportedScores,
  type ScoreImportOptions,
} from './imported/scores/import-scores.ts';
export { scoreColumnOptions, type ScoreColumn } from './imported/scores/score-columns.ts';
export { forecast, type Forecast } from './workflows/experiments/experiment-forecast.ts';
export { runSeconds } from './experiments/cost/run-work.ts';
export { encoderCost, type EncoderCost } from './workflows/experiments/training-time.ts';
export type { ImportedEnsemble } from './imported/import-encoders.ts';
export { checkPreprocessing } from './imported/preprocessing.ts';
export type { ExportViewsOptions } from './exports/export-views.ts';
export type { HomeCheck } from './integrity/check-home.ts';
export type { Finding } from './integrity/finding.ts';
export { isGraphicsDevice } from './devices/engine-survey.ts';
export { codeVersion } from './workflows/code-version.ts';
export { hasLiveWorker } from './workflows/liveness/liveness.ts';
export { newExecutorId, sessionName } from './workflows/liveness/executor-id.ts';
export type { Worker, WorkerOptions } from './workflows/start-worker.ts';

/** Starts executing queued runs in this process; see workflows/start-worker.ts. */
export const startWorker: typeof StartWorker = async (options) =>
  (await import('./workflows/start-worker.ts')).startWorker(options);

/** Which datasets there are, and what reads them; see datasets/formats/registry.ts. */
export const datasetFormats = (): Promise<typeof DatasetFormats> => import('./datasets/formats/registry.ts');

/** Reads a dataset and stores its files, thumbnails and rows; see datasets/import-dataset.ts. */
export const importDataset: typeof ImportDataset = async (...args) =>
  (await import('./datasets/import-dataset.ts')).importDataset(...args);

/** A datapoint and the views that a policy makes of it, as a PNG; see datasets/pictures/views-picture.ts. */
export const drawViewsPicture: typeof DrawViewsPicture = async (...args) =>
  (await import('./datasets/pictures/views-picture.ts')).drawViewsPicture(...args);

/** Reads the datasets of a home before they are moved; see integrity/assert-dataset-whole.ts. */
export const assertDatasetWhole: typeof AssertDatasetWhole = async (...args) =>
  (await import('./integrity/assert-dataset-whole.ts')).assertDatasetWhole(...args);

/** Tries ONNX models and stores them as an ensemble; see imported/import-encoders.ts. */
export const importEncoders: typeof ImportEncoders = async (...args) =>
  (await import('./imported/import-encoders.ts')).importEncoders(...args);

/** Writes the scoring views of datapoints for other programs; see exports/export-views.ts. */
export const exportViews: typeof ExportViews = async (...args) =>
  (await import('./exports/export-views.ts')).exportViews(...args);

/** Thumbnails as one file; see exports/thumbnail-archive.ts. */
export const thumbnailArchive = (): Promise<typeof ThumbnailArchive> =>
  import('./exports/thumbnail-archive.ts');

/** Compares the files of ENGRAM_HOME and what is published with the store; see integrity/check-home.ts. */
export const checkHome: typeof CheckHome = async (...args) =>
  (await import('./integrity/check-home.ts')).checkHome(...args);

export { isAllowed } from './devices/is-allowed.ts';

/** The state of every engine on this machine; see devices/survey-engines.ts. */
export const surveyEngines: typeof SurveyEngines = async () =>
  (await import('./devices/survey-engines.ts')).surveyEngines();

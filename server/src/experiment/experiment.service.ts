import { canonicalJson, experimentConfigOf, experimentKindOf } from '@engram/core';
import { experimentQueue, experiments, type ExperimentFilter, type ExperimentRow } from '@engram/store';
import type { Context } from '../context.ts';
import { globalId } from '../global-id.ts';
import { connect } from '../pagination/connection.ts';
import { queryFingerprint } from '../pagination/cursor.ts';
import { lengthOfList } from '../pagination/list-length.ts';
import { newestFirstCursor, readNewestFirstCursor } from '../pagination/newest-first-cursor.ts';
import type { PageArgs } from '../pagination/page-args.ts';
import { pageRequest } from '../pagination/page-request.ts';
import { logRequest } from '../log-request.ts';
import { parsed, settingsOf } from '../run/run-queue.service.ts';
import { findRun } from '../run/run.service.ts';
import { RunProgress, type Run } from '../run/run.type.ts';
import { experimentKeyOf } from './experiment-key.ts';
import type { CreateExperimentInput } from './experiment.input.ts';
import { Experiment, ExperimentConnection } from './experiment.type.ts';

function toExperiment(row: ExperimentRow): Experiment {
  const { status, phase, fraction, etaSeconds, message } = row;
  const id = globalId('Experiment', row.id);
  return Object.assign(new Experiment(), row, {
    ...{ id, key: row.id },
    config: canonicalJson(row.config),
    progress: Object.assign(new RunProgress(), { run: id, status, phase, fraction, etaSeconds, message }),
  });
}

export async function findExperiment({ loaders }: Context, key: string): Promise<Experiment | null> {
  const row = await loaders.experiment.load(key);
  return row && toExperiment(row);
}

export async function pageOfExperiments(
  { store }: Context,
  args: PageArgs,
  filter: ExperimentFilter,
): Promise<ExperimentConnection> {
  const fingerprint = queryFingerprint('experiments', filter);
  const page = await experiments.page(store, {
    filter,
    ...pageRequest(args, fingerprint, readNewestFirstCursor),
  });
  const cursorOf = (row: ExperimentRow): string => newestFirstCursor(fingerprint, row);
  return connect(Object.assign(new ExperimentConnection(), { filter }), page, toExperiment, cursorOf);
}

export const countExperiments = ({ store }: Context, filter: ExperimentFilter): Promise<number> =>
  experiments.count(store, filter);

/** The runs of an experiment, in the order in which it named them, each once. */
export async function runsOfExperiment(context: Context, key: string): Promise<Run[]> {
  const rows = await context.loaders.runsOfExperiment.load(key);
  const found = await Promise.all(
    [...new Set(rows.map(({ runId }) => runId))].map((id) => findRun(context, id)),
  );
  return found.filter((run) => run !== null);
}

/** The newest experiments that rest on an ensemble. */
export async function experimentsOfEnsemble(
  { loaders }: Context,
  key: string,
  first: number | null | undefined,
): Promise<Experiment[]> {
  const rows = await loaders.experimentsOfEnsemble(lengthOfList(first)).load(key);
  return rows.map(toExperiment);
}

/** @throws DomainError FORBIDDEN; INVALID_ARGUMENT; INVALID_CONFIG; NOT_FOUND when the dataset is not imported */
export async function createExperiment(context: Context, input: CreateExperimentInput): Promise<Experiment> {
  const { codeVersion } = settingsOf(context);
  const changes = typeof input.config === 'string' ? parsed(input.config) : {};
  const config = experimentConfigOf(experimentKindOf(input.kind), changes);
  const name = input.name ?? undefined;
  const experiment = await experimentQueue.createExperiment(context.store, { config, name, codeVersion });
  logRequest(context, 'queued an experiment', { experiment: experiment.id });
  return toExperiment(experiment);
}

export async function cancelExperiment(context: Context, id: string): Promise<Experiment> {
  settingsOf(context);
  const key = await experimentKeyOf(context, id);
  const experiment = await experimentQueue.cancelExperiment(context.store, key);
  logRequest(context, 'cancelled an experiment', { experiment: experiment.id });
  return toExperiment(experiment);
}

export async function resumeExperiment(context: Context, id: string): Promise<Experiment> {
  const { codeVersion } = settingsOf(context);
  const key = await experimentKeyOf(context, id);
  const experiment = await experimentQueue.resumeExperiment(context.store, key, { codeVersion });
  logRequest(context, 'queued an experiment', { experiment: experiment.id });
  return toExperiment(experiment);
}

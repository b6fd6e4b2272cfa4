import { canonicalJson, measureKeyOf, isProxy, type RunSummary as Summary } from '@engram/core';
import { runs, type RunFilter, type RunRow } from '@engram/store';
import type { Context } from '../context.ts';
import { globalId, unknownRun } from '../global-id.ts';
import { connect } from '../pagination/connection.ts';
import { queryFingerprint } from '../pagination/cursor.ts';
import type { PageArgs } from '../pagination/page-args.ts';
import { pageRequest } from '../pagination/page-request.ts';
import { newestFirstCursor, readNewestFirstCursor } from '../pagination/newest-first-cursor.ts';
import { RoleContrast, Run, RunConnection, RunProgress, RunSummary } from './run.type.ts';

export function toRun(row: RunRow): Run {
  const id = globalId('Run', row.id);
  const measure = measureKeyOf(row.config);
  return Object.assign(new Run(), row, {
    id,
    key: row.id,
    datasetKey: row.datasetId,
    ensembleKey: row.ensembleId,
    estimator: row.estimatorKey,
    measure,
    isProxy: isProxy(measure),
    engine: row.engine ?? 'pending',
    config: canonicalJson(row.config),
    progress: toProgress(row),
    summary: row.summary && toSummary(row.summary),
  });
}

function toSummary(summary: Summary): RunSummary {
  const contrasts = (summary.roleContrasts ?? []).map(({ low, high, ...contrast }) =>
    Object.assign(new RoleContrast(), contrast, {
      interval: low === null || high === null ? null : { low, high },
    }),
  );
  return Object.assign(new RunSummary(), summary, { roleContrasts: contrasts });
}

export function toProgress(row: RunRow): RunProgress {
  const { status, phase, fraction, etaSeconds, message } = row;
  return Object.assign(new RunProgress(), {
    run: globalId('Run', row.id),
    status,
    phase,
    fraction,
    etaSeconds,
    message,
  });
}

export async function findRun({ loaders }: Context, key: string): Promise<Run | null> {
  const row = await loaders.run.load(key);
  return row && toRun(row);
}

/** @throws DomainError NOT_FOUND */
export async function existingRun(context: Context, key: string): Promise<Run> {
  const run = await findRun(context, key);
  if (!run) throw unknownRun(key);
  return run;
}

export async function pageOfRuns(
  { store }: Context,
  args: PageArgs,
  filter: RunFilter,
): Promise<RunConnection> {
  const fingerprint = queryFingerprint('runs', filter);
  const page = await runs.page(store, { filter, ...pageRequest(args, fingerprint, readNewestFirstCursor) });
  const cursorOf = (row: RunRow) => newestFirstCursor(fingerprint, row);
  return connect(Object.assign(new RunConnection(), { filter }), page, toRun, cursorOf);
}

export function countRuns({ store }: Context, filter: RunFilter): Promise<number> {
  return runs.count(store, filter);
}

import Table from 'cli-table3';
import { commandLine, isFinished } from '@engram/core';
import { runs, type RunRow, type Store } from '@engram/store';
import { hasLiveWorker } from '@engram/worker';
import type { Command } from 'commander';
import { action } from '../command.ts';
import { formatDuration, formatMinute } from '../output/durations.ts';
import { plain } from '../output/output.ts';
import { limitOption } from '../options.ts';

/** Code versions of the unfinished runs that no living worker can go on with. */
async function withoutWorker(store: Store, rows: RunRow[]): Promise<Set<string>> {
  const versions = new Set(
    rows.filter(({ status }) => !isFinished(status)).map(({ codeVersion }) => codeVersion),
  );
  for (const version of versions) if (await hasLiveWorker(store, version)) versions.delete(version);
  return versions;
}

function formatState(run: RunRow, waits: boolean): string {
  const done = `${Math.round(run.fraction * 100)} %`;
  if (waits && !isFinished(run.status)) return `${run.status} ${done}, waits for a worker`;
  if (run.status !== 'RUNNING') return run.status;
  const toGo = run.etaSeconds === null ? '' : `, ${formatDuration(run.etaSeconds)} to go`;
  return `RUNNING ${done}${toGo}`;
}

function tableOf(rows: RunRow[], waiting: Set<string>): string {
  const table = new Table({
    head: ['id', 'name', 'method', 'estimator', 'encoders', 'status', 'created'],
    style: { head: [], border: [], compact: true },
  });
  for (const run of rows)
    table.push([
      run.id.slice(0, 8),
      plain(run.name),
      run.methodKey,
      run.estimatorKey,
      run.encoderCount,
      formatState(run, waiting.has(run.codeVersion)),
      formatMinute(run.createdAt),
    ]);
  return table.toString();
}

/** A run as the command gives it to machines. */
export const runRecord = (run: RunRow) => ({
  id: run.id,
  name: run.name,
  status: run.status,
  method: run.methodKey,
  estimator: run.estimatorKey,
  encoderCount: run.encoderCount,
  scoredCount: run.scoredCount,
  fraction: run.fraction,
  etaSeconds: run.etaSeconds,
  message: run.message,
  errorCode: run.errorCode,
  error: run.error,
  engine: run.engine,
  configHash: run.configHash,
  codeVersion: run.codeVersion,
  createdAt: run.createdAt,
  startedAt: run.startedAt,
  finishedAt: run.finishedAt,
  summary: run.summary,
});

export function addRuns(engram: Command): void {
  engram
    .command('runs')
    .description('list the runs, newest first')
    .option('--limit <count>', 'number of runs', limitOption, 20)
    .action(
      action(async (context, options) => {
        const store = await context.openStore();
        const { rows } = await runs.page(store, { filter: {}, first: options.limit as number });
        const waiting = await withoutWorker(store, rows);
        context.output.result(rows.map(runRecord), () =>
          rows.length === 0
            ? `There are no runs yet. Start one with: ${commandLine('run mnist-quick')}`
            : tableOf(rows, waiting),
        );
      }),
    );
}

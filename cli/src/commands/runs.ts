import Table from 'cli-table3';
import { runs, type RunRow } from '@engram/store';
import type { Command } from 'commander';
import { action } from '../command.ts';
import { durationInWords } from '../durations.ts';
import { plain } from '../output.ts';
import { limitOption } from '../options.ts';

function stateInWords(run: RunRow): string {
  if (run.status !== 'RUNNING') return run.status;
  const toGo = run.etaSeconds === null ? '' : `, ${durationInWords(run.etaSeconds)} to go`;
  return `RUNNING ${Math.round(run.fraction * 100)} %${toGo}`;
}

function tableOf(rows: RunRow[]): string {
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
      stateInWords(run),
      run.createdAt.toISOString().slice(0, 16).replace('T', ' '),
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
    .option('--limit <count>', 'how many', limitOption, 20)
    .action(
      action(async (context, options) => {
        const store = await context.openStore();
        const { rows } = await runs.page(store, { filter: {}, first: options.limit as number });
        context.output.result(rows.map(runRecord), () =>
          rows.length === 0 ? 'There are no runs yet. Start one with: engram run mnist-quick' : tableOf(rows),
        );
      }),
    );
}

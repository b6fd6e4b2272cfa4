import Table from 'cli-table3';
import { commandLine, workflowNames } from '@engram/core';
import { queue, runs, workers, type WorkerLoad } from '@engram/store';
import type { Command } from 'commander';
import { action } from '../../command.ts';
import { formatDuration, formatMinute } from '../../output/durations.ts';
import { plain } from '../../output/output.ts';

export function addWorkers(engram: Command): void {
  engram
    .command('workers')
    .description('list the workers that are alive, on any machine, and what they are doing')
    .action(
      action(async (context) => {
        const store = await context.openStore();
        const [alive, loads] = [await workers.live(store), await queue.workerLoads(store)];
        const nowMs = Date.now();
        const idle: WorkerLoad = { jobs: [], trainedInHour: 0 };
        const rows = alive.map((worker) => ({ ...worker, ...(loads.get(worker.executorId) ?? idle) }));
        const named = await runs.findByIds(store, [...new Set(rows.flatMap(({ jobs }) => jobs.map(({ runId }) => runId)))]); // prettier-ignore
        const names = new Map(named.map(({ id, name }) => [id, name]));
        context.output.result(rows, () => {
          if (rows.length === 0) return `No worker is alive. Start one with: ${commandLine('worker')}`;
          const table = new Table({
            head: ['worker', 'host', 'address', 'engine', 'device', 'labels', 'processes', 'started', 'last sign', 'jobs', 'views/s', 'trained in the last hour'],
            style: { head: [], border: [], compact: true },
          }); // prettier-ignore
          for (const row of rows)
            table.push([
              row.executorId.replace(/^worker-/, '').slice(0, 8),
              plain(row.host),
              row.address ?? (row.seenAt === null ? 'not known' : 'the machine of the database'),
              plain(row.engine),
              plain(row.device),
              plain(row.labels.join(', ')),
              row.processes,
              formatMinute(row.startedAt),
              row.seenAt === null
                ? 'not known'
                : `${formatDuration((nowMs - row.seenAt.getTime()) / 1000)} ago`,
              jobsOf(row, names) || 'none',
              row.viewsPerSecond === null ? '–' : Math.round(row.viewsPerSecond),
              row.trainedInHour,
            ]);
          return table.toString();
        });
      }),
    );
}

/** The encoders that it works on; where it has none, the runs that it steers. */
function jobsOf({ jobs }: WorkerLoad, names: ReadonlyMap<string, string>): string {
  const nameOf = (runId: string): string => plain(names.get(runId) ?? runId.slice(0, 8));
  const ofEncoders = jobs.filter(({ encoder }) => encoder !== null);
  // A job that waits for a training is the same encoder.
  const encoders = new Set(ofEncoders.map(({ runId, encoder }) => `${nameOf(runId)}, encoder ${encoder}`));
  const steered = jobs.filter(({ kind }) => kind === workflowNames.run).map(({ runId }) => nameOf(runId));
  return [...(encoders.size > 0 ? encoders : new Set(steered))].join('; ');
}

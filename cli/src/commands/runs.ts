import Table from 'cli-table3';
import { canonicalTag, commandLine, isFinished, runLabels } from '@engram/core';
import { datasets, runs, type RunRow, type Store } from '@engram/store';
import { hasLiveWorker } from '@engram/worker';
import type { Command } from 'commander';
import { action } from '../command.ts';
import { formatDuration, formatMinute } from '../output/durations.ts';
import { plain } from '../output/output.ts';
import { limitOption, mostListed } from '../options.ts';

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
  if (run.status === 'QUEUED' && run.message !== null) return `QUEUED, ${run.message}`;
  if (waits && !isFinished(run.status)) return `${run.status} ${done}, waits for a worker`;
  if (run.status !== 'RUNNING') return run.status;
  const toGo = run.etaSeconds === null ? '' : `, ${formatDuration(run.etaSeconds)} to go`;
  return `RUNNING ${done}${toGo}`;
}

const decimals = (value: number | null | undefined, digits: number): string =>
  value === null || value === undefined ? '–' : value.toFixed(digits);

function tableOf(rows: RunRow[], slugs: ReadonlyMap<string, string>, waiting: Set<string>): string {
  const table = new Table({
    head: ['id', 'run', 'dataset', 'method', 'encoders', 'seed', 'mean', 'reliability', 'status', 'created'],
    style: { head: [], border: [], compact: true },
  });
  const labels = runLabels(rows);
  rows.forEach((run, at) => {
    const { text, repeats } = labels[at]!;
    table.push([
      run.id.slice(0, 8),
      plain(text) +
        (run.archivedAt ? ' (archived)' : '') +
        (run.tags.length > 0 ? ` [${run.tags.join(', ')}]` : '') +
        (repeats ? ` (same configuration and seed as ${repeats.slice(0, 8)})` : ''),
      plain(slugs.get(run.datasetId) ?? ''),
      run.methodKey,
      run.encoderCount,
      run.config.seed ?? '–',
      decimals(run.summary?.meanScore, 4),
      decimals(run.summary?.spearmanBrown, 2),
      formatState(run, waiting.has(run.codeVersion)),
      formatMinute(run.createdAt),
    ]);
  });
  return table.toString();
}

/** What a list that ends before the oldest run says. */
const olderRuns = (limit: number): string =>
  limit < mostListed
    ? `\nThere are older runs: --limit ${Math.min(mostListed, 2 * limit)} lists more.`
    : `\nThere are older runs: narrow the list with --search, --dataset, --method or --tag.`;

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
  tags: run.tags,
  archivedAt: run.archivedAt,
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
    .option('--search <text>', 'only runs whose name has this text in it, or whose id begins so')
    .option('--dataset <dataset>', 'only runs on this dataset')
    .option('--method <method>', 'only runs of this method')
    .option('--tag <tag>', 'only runs with this tag')
    .option('--archived', 'archived runs too, which are left out otherwise')
    .action(
      action(async (context, options) => {
        const store = await context.openStore();
        const { search, dataset, method, tag } = options as Record<
          'search' | 'dataset' | 'method' | 'tag',
          string | undefined
        >;
        const asked = {
          ...{ search: search?.trim() || undefined, dataset, method },
          tag: tag === undefined ? undefined : canonicalTag(tag),
        };
        const filter = { ...asked, ...(options.archived === true ? {} : { archived: false }) };
        const limit = options.limit as number;
        const { rows, hasNextPage } = await runs.page(store, { filter, first: limit });
        const owners = await datasets.findByIds(store, [...new Set(rows.map(({ datasetId }) => datasetId))]);
        const slugs = new Map(owners.map(({ id, slug }) => [id, slug]));
        const waiting = await withoutWorker(store, rows);
        context.output.result(rows.map(runRecord), () =>
          rows.length === 0
            ? Object.values(asked).some(Boolean)
              ? 'No run matches.'
              : `There are no runs yet. Start one with: ${commandLine('run mnist-quick')}`
            : tableOf(rows, slugs, waiting) + (hasNextPage ? olderRuns(limit) : ''),
        );
      }),
    );
}

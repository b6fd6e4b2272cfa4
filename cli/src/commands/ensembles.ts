import Table from 'cli-table3';
import { commandLine, DomainError, formatSize } from '@engram/core';
import {
  artifacts,
  checkpointArtifact,
  datasets,
  ensembles,
  trainingStates,
  type EnsembleRow,
  type EnsembleUsage,
  type Store,
} from '@engram/store';
import type { Command } from 'commander';
import { action, type Context } from '../command.ts';
import { formatCount, formatMinute } from '../output/durations.ts';
import { findEnsemble } from '../ids/ensemble-id.ts';
import { plain } from '../output/output.ts';

/** An ensemble with what it takes on this machine and what uses it. */
interface Listed {
  ensemble: EnsembleRow;
  dataset: string;
  /** Hashes of its checkpoints. */
  checkpoints: string[];
  /** Of the files that are on this machine. */
  diskBytes: number;
  usage: Pick<EnsembleUsage, 'runs' | 'unfinished' | 'snapshots'>;
}

async function listed(store: Store, home: string, rows: readonly EnsembleRow[]): Promise<Listed[]> {
  const { checkpointSize } = await import('@engram/worker');
  const [used, held, known] = await Promise.all([
    ensembles.usage(store),
    ensembles.checkpoints(store),
    datasets.findByIds(store, [...new Set(rows.map(({ datasetId }) => datasetId))]),
  ]);
  const slugs = new Map(known.map(({ id, slug }) => [id, slug]));
  return Promise.all(
    rows.map(async (ensemble) => {
      const hashes = held
        .filter(({ ensembleId }) => ensembleId === ensemble.id)
        .map(({ checkpointHash }) => checkpointHash);
      const sizes = await Promise.all([...new Set(hashes)].map((hash) => checkpointSize(home, hash)));
      return {
        ensemble,
        dataset: slugs.get(ensemble.datasetId)!,
        checkpoints: hashes,
        diskBytes: sizes.reduce((sum, size) => sum + size, 0),
        usage: used.get(ensemble.id) ?? { runs: [], unfinished: 0, snapshots: 0 },
      };
    }),
  );
}

function formatUsage({ usage }: Listed): string {
  const parts = [formatCount(usage.runs.length, 'run')];
  if (usage.unfinished > 0) parts.push(`${usage.unfinished} unfinished`);
  if (usage.snapshots > 0) parts.push(formatCount(usage.snapshots, 'snapshot'));
  return parts.join(', ');
}

function formatEncoders({ ensemble, checkpoints }: Listed): string {
  const { encoderCount, trainedCount, origin } = ensemble;
  if (origin === 'IMPORTED' && checkpoints.length === 0) return `${encoderCount} imported`;
  const trained = trainedCount < encoderCount ? `${trainedCount} of ${encoderCount}` : String(encoderCount);
  const freed = trainedCount - checkpoints.length;
  return freed > 0 ? `${trained}, ${freed} freed` : trained;
}

function tableOf(rows: readonly Listed[]): string {
  const table = new Table({
    head: ['id', 'name', 'dataset', 'method', 'design', 'encoders', 'on disk', 'used by', 'created'],
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) {
    const { id, name, methodKey, design, createdAt } = row.ensemble;
    table.push([
      id.slice(0, 8),
      plain(name),
      plain(row.dataset),
      methodKey,
      design,
      formatEncoders(row),
      formatSize(row.diskBytes),
      formatUsage(row),
      formatMinute(createdAt),
    ]);
  }
  return `${table.toString()}\n${formatSize(totalOf(rows))} in total.`;
}

const totalOf = (rows: readonly Listed[]): number => rows.reduce((sum, { diskBytes }) => sum + diskBytes, 0);

/** An ensemble as the command gives it to machines. */
const recordOf = ({ ensemble, dataset, diskBytes, usage }: Listed) => ({
  id: ensemble.id,
  name: ensemble.name,
  dataset,
  method: ensemble.methodKey,
  design: ensemble.design,
  origin: ensemble.origin,
  hash: ensemble.hash,
  encoderCount: ensemble.encoderCount,
  trainedCount: ensemble.trainedCount,
  checkpointCount: ensemble.checkpointCount,
  diskBytes,
  runs: usage.runs,
  unfinishedCount: usage.unfinished,
  snapshotCount: usage.snapshots,
  engine: ensemble.engine,
  codeVersion: ensemble.codeVersion,
  createdAt: ensemble.createdAt,
});

/** Why the checkpoints of an ensemble stay; null when they may go. */
function reasonToStay(
  { usage, ensemble }: Listed,
  { all, includingSnapshots }: { all: boolean; includingSnapshots: boolean },
): string | null {
  if (all && ensemble.origin === 'IMPORTED')
    return 'they were imported, so Engram cannot train them again (name the ensemble to free them)';
  if (usage.unfinished > 0) return 'one of its runs is not finished';
  if (usage.snapshots > 0 && !includingSnapshots)
    return 'a snapshot holds one of its runs (--including-snapshots frees it too)';
  return null;
}

async function prune(
  context: Context,
  ids: readonly string[],
  o: { all: boolean; includingSnapshots: boolean; dryRun: boolean },
): Promise<void> {
  if (o.all === ids.length > 0)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `Name the ensembles to free, or give --all, not both. List them with: ${commandLine('ensembles')}`,
    );
  const store = await context.openStore();
  const wanted = o.all
    ? await ensembles.list(store)
    : await Promise.all(ids.map((id) => findEnsemble(store, id)));
  const { home } = context.settings;
  const rows = (await listed(store, home, wanted)).filter(({ checkpoints }) => checkpoints.length > 0);
  const freed: { id: string; freedBytes: number }[] = [];
  for (const row of rows) {
    const { id, name } = row.ensemble;
    const called = `Ensemble ${id.slice(0, 8)} '${plain(name)}'`;
    const reason = reasonToStay(row, o);
    if (reason) {
      context.output.say(`${called} keeps its checkpoints: ${reason}.`);
      continue;
    }
    if (row.ensemble.origin === 'IMPORTED')
      context.output.say(
        `${called} was imported: its encoders cannot be trained again. To measure them, import them again.`,
      );
    let freedBytes = row.diskBytes;
    if (!o.dryRun) {
      const hashes = await ensembles.freeCheckpoints(store, id, o);
      freedBytes = await artifacts.discard(store, home, hashes.map(checkpointArtifact)); // prettier-ignore
    }
    freed.push({ id, freedBytes });
    context.output.say(`${called}: ${formatSize(freedBytes)} ${o.dryRun ? 'would be freed' : 'freed'}.`);
  }
  // Of trainings that were stopped, and that nobody goes on with.
  const left = o.dryRun ? [] : await trainingStates.removeIdle(store, wanted.map(({ id }) => id)); // prettier-ignore
  await artifacts.discard(store, home, left.map(checkpointArtifact), { alsoShared: true });
  const total = freed.reduce((sum, { freedBytes }) => sum + freedBytes, 0);
  context.output.result({ dryRun: o.dryRun, freedBytes: total, ensembles: freed }, () =>
    freed.length === 0
      ? 'Nothing to free.'
      : `${o.dryRun ? 'Would free' : 'Freed'} ${formatSize(total)} of ${formatCount(freed.length, 'ensemble')}. ` +
        'Runs and scores stay; measuring an ensemble that Engram trained trains it again.',
  );
}

export function addEnsembles(engram: Command): void {
  const command = engram
    .command('ensembles')
    .description('list the ensembles (encoders of one training configuration) and their runs, newest first')
    .action(
      action(async (context) => {
        const store = await context.openStore();
        const rows = await listed(store, context.settings.home, await ensembles.list(store));
        context.output.result(rows.map(recordOf), () =>
          rows.length === 0
            ? `There are no ensembles yet. A run makes one: ${commandLine('run mnist-quick')}`
            : tableOf(rows),
        );
      }),
    );
  command
    .command('prune')
    .description('delete checkpoints to free disk space; runs and scores stay')
    .argument('[ids...]', 'ids of ensembles, or the starts of the ids')
    .option('--all', 'all ensembles without an unfinished run or a snapshot')
    .option('--including-snapshots', 'also ensembles with a run in a snapshot')
    .option('--dry-run', 'only show what would be freed')
    .action(
      action<[string[]]>(async (context, options, ids) =>
        prune(context, ids, {
          all: options.all === true,
          includingSnapshots: options.includingSnapshots === true,
          dryRun: options.dryRun === true,
        }),
      ),
    );
}

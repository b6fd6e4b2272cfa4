import { commandLine, formatSize } from '@engram/core';
import { moveArtifacts, placeState, pruneArtifacts } from '@engram/store';
import type { Command } from 'commander';
import { assertDatasetWhole } from '@engram/worker';
import { action } from '../../command.ts';
import { formatCount } from '../../output/durations.ts';
import { importProgress } from '../../output/import-progress.ts';

export function addArtifacts(engram: Command): void {
  const command = engram
    .command('artifacts')
    .description('say where values of datasets, thumbnails and checkpoints are kept')
    .action(
      action(async (context) => {
        const store = await context.openStore();
        const { address: place, fileCount, held } = await placeState(store);
        // Which files of a home are missing, the doctor looks.
        const counts = { sizeBytes: held?.sizeBytes ?? null, missingCount: held?.missing.length ?? null };
        context.output.result({ place, fileCount, ...counts }, () =>
          held
            ? `${formatCount(fileCount, 'file')} in ${place}, ${formatSize(held.sizeBytes)}.${missingSentence(held.missing)}`
            : `${formatCount(fileCount, 'file')} in homes such as ${context.settings.home}. To let other machines work on the runs, move them: ${commandLine('artifacts move postgres')}`,
        );
      }),
    );
  command
    .command('move')
    .description('move them to another place; a move that was stopped continues where it left off')
    .argument('<place>', 'home, postgres or s3://BUCKET/PREFIX')
    .option('--leave-missing', 'move what there is, although files are missing')
    .action(
      action<[string]>(async (context, options, place) => {
        const store = await context.openStore({ anyPlace: true });
        const progress = importProgress(context, 'files');
        const { home } = context.settings;
        const moved = await moveArtifacts(store, home, place, {
          assertDatasetWhole: (contentHash) => assertDatasetWhole(store, home, contentHash),
          leaveMissing: options.leaveMissing === true,
          signal: context.interrupted,
          onProgress: (at) => progress.show(at),
        }).finally(() => progress.end());
        const left =
          moved.missingCount > 0 ? ` ${formatCount(moved.missingCount, 'file')} could not be found.` : '';
        context.output.result(
          moved,
          () =>
            (moved.from === moved.to
              ? `The artifacts are in ${moved.to} already; it lacked ${formatCount(moved.copiedCount, 'file')} of ${moved.fileCount}.`
              : `Moved the artifacts from ${moved.from} to ${moved.to}, which lacked ${formatCount(moved.copiedCount, 'file')} of ${moved.fileCount}.`) +
            left,
        );
      }),
    );
  addPrune(command);
}

function addPrune(command: Command): void {
  command
    .command('prune')
    .description('remove files that nothing in the store names any more, such as those of deleted datasets')
    .option('--dry-run', 'say what would be freed, and remove nothing')
    .option('--only-store', 'say that no other store uses the bucket and its prefix')
    .action(
      action(async (context, options) => {
        const store = await context.openStore();
        const dryRun = options.dryRun === true;
        const { fileCount, sizeBytes, place } = await pruneArtifacts(store, {
          dryRun,
          isOnlyStore: options.onlyStore === true,
        });
        context.output.result({ dryRun, place, fileCount, sizeBytes }, () =>
          fileCount === 0
            ? `Everything in ${place} is named by the store.`
            : `${dryRun ? 'Would remove' : 'Removed'} ${formatCount(fileCount, 'file')} from ${place}, ${formatSize(sizeBytes)}.`,
        );
      }),
    );
}

function missingSentence([first, ...others]: readonly string[]): string {
  if (first === undefined) return '';
  const count = formatCount(others.length + 1, 'file');
  return ` ${count} of them ${others.length === 0 ? 'is' : 'are'} not there, such as ${first}.`;
}

import { formatSize, shortHash } from '@engram/core';
import type { Command } from 'commander';
import { action } from '../../command.ts';
import { findSnapshot } from '../../ids/snapshot-hash.ts';
import type { DepositFolder } from '../../deposit/deposit-folder.ts';
import type { SnapshotDescription } from '../../deposit/describe-snapshot.ts';
import { plain } from '../../output/output.ts';

export function addDeposit(snapshot: Command): void {
  addExport(snapshot);
  addImport(snapshot);
}

function addExport(snapshot: Command): void {
  snapshot
    .command('export')
    .description(
      'write a snapshot as a folder for a repository such as Zenodo: scores, configurations, citations, metadata and checksums',
    )
    .argument('<hash>', 'hash of the snapshot, the start of it, or its permalink')
    .argument('<dir>', 'folder to write, which must not exist yet, or be empty; or FILE.tar, for one file')
    .option('--no-pixels', 'leave out pictures and excerpts of datapoints: hashes and scores only')
    .option('--site', 'add a site for a static host or a double click: explorer, figures and citations')
    .action(
      action<[string, string]>(async (context, options, given, dir) => {
        const [{ writeDeposit }, archive, { isTarName }, { expandHome }] = await Promise.all([
          import('../../deposit/write-deposit.ts'),
          import('../../deposit/write-archive.ts'),
          import('../../deposit/tar-archive.ts'),
          import('@engram/worker'),
        ]);
        const signal = context.interrupted;
        const store = await context.openStore();
        const row = await findSnapshot(store, given);
        const { home, publicUrl } = context.settings;
        const pixels = options.pixels !== false;
        const write = (folder: string) =>
          writeDeposit(store, row, folder, {
            ...{ home, publicUrl, pixels, signal },
            ...(options.site === true && {
              extend: async (into: DepositFolder, described: SnapshotDescription) => {
                const { writeSite } = await import('../../deposit/site/write-site.ts');
                const say = (message: string): void => context.output.say(message);
                await writeSite(store, into, described, { home, publicUrl, pixels, say });
              },
            }),
          });
        const target = expandHome(dir);
        const isArchive = isTarName(target);
        const { files, missing } = await (isArchive
          ? archive.writeArchive(target, write, signal)
          : write(target));
        if (!isArchive && files.length > archive.maxZenodoFiles)
          context.output.say(
            `A record of Zenodo takes ${archive.maxZenodoFiles} files, and these are ${files.length}: export the snapshot as one, to ${plain(dir)}.tar.`,
          );
        if (missing > 0)
          context.output.say(
            `${missing} thumbnails are not on this machine, and are not part of the deposit. Import the dataset again to have them.`,
          );
        const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
        context.output.result(
          { hash: row.hash, folder: dir, files, sizeBytes, missingThumbnails: missing },
          () =>
            `Wrote ${plain(dir)}: snapshot ${shortHash(row.hash)}, ${files.length} files, ${formatSize(sizeBytes)}.`,
        );
      }),
    );
}

function addImport(snapshot: Command): void {
  snapshot
    .command('import')
    .description('verify a deposit and store its snapshot, runs and scores under the same hash')
    .argument('<dir>', 'folder that `engram snapshot export` wrote')
    .action(
      action<[string]>(async (context, _options, dir) => {
        const [{ importDepositFolder }, { expandHome }] = await Promise.all([
          import('../../deposit/import-deposit.ts'),
          import('@engram/worker'),
        ]);
        const signal = context.interrupted;
        const store = await context.openStore();
        const { home } = context.settings;
        const imported = await importDepositFolder(store, expandHome(dir), { home, signal });
        const { snapshot: file, created } = imported;
        const runs = file.runs.map(({ id }) => id);
        context.output.result(
          { hash: file.hash, title: file.title, runs, created },
          () =>
            `${created ? 'Imported' : 'Already there:'} the snapshot ${shortHash(file.hash)} '${plain(file.title)}', ${runs.length} ${runs.length === 1 ? 'run' : 'runs'}.`,
        );
      }),
    );
}

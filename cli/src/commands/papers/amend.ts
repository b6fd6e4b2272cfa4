import { parseAuthorList, shortHash } from '@engram/core';
import { snapshots } from '@engram/store';
import type { Command } from 'commander';
import { action } from '../../command.ts';
import { findSnapshot } from '../../ids/snapshot-hash.ts';
import { plain } from '../../output/output.ts';
import { snapshotRecord } from '../../output/snapshot-report.ts';

export function addAmend(snapshot: Command): void {
  snapshot
    .command('amend')
    .description('add authors or a licence that a snapshot lacks; its hash stays')
    .argument('<hash>', 'hash of the snapshot, the start of it, or its permalink')
    .option('--authors <names>', 'authors, as for `snapshot create`')
    .option('--license <id>', 'licence of the scores, as SPDX names it')
    .action(
      action<[string]>(async (context, options, given) => {
        const authors = parseAuthorList((options.authors as string | undefined) ?? '');
        const store = await context.openStore();
        const { hash } = await findSnapshot(store, given);
        const row = await snapshots.amend(store, hash, {
          authors,
          license: options.license as string | undefined,
        });
        context.output.result(
          snapshotRecord(row),
          () => `Amended the snapshot ${shortHash(hash)} '${plain(row.title)}'.`,
        );
      }),
    );
}

import Table from 'cli-table3';
import { commandLine, shortHash } from '@engram/core';
import { reviewLinks, type ReviewLinkRow } from '@engram/store';
import { Option, type Command } from 'commander';
import { action } from '../../command.ts';
import { findByGivenId } from '../../ids/given-id.ts';
import { findSnapshot } from '../../ids/snapshot-hash.ts';
import { plain } from '../../output/output.ts';
import { formatMinute } from '../../output/durations.ts';
import { lifetime, stateOf } from '../token.ts';

/** Adds `snapshot review`: links by which somebody sees a snapshot without its authors. */
export function addReview(snapshot: Command): void {
  const review = snapshot
    .command('review')
    .description('manage links that show a snapshot to reviewers, without its authors');
  addCreate(review);
  addList(review);
  addRevoke(review);
}

function addCreate(review: Command): void {
  review
    .command('create')
    .description('create a link and print it once; its token leaves the address once it is opened')
    .argument('<hash>', 'hash of the snapshot, the start of it, or its permalink')
    .addOption(
      new Option('--expires <time>', 'how long the link is valid, for example 12h, 90d, 4w or 1y')
        .argParser(lifetime)
        .default(lifetime('1y'), '1y'),
    )
    .action(
      action<[string]>(async (context, options, given) => {
        const store = await context.openStore();
        const { hash, title } = await findSnapshot(store, given);
        const expiresAt = new Date(Date.now() + (options.expires as number));
        const { token, row } = await reviewLinks.create(store, { snapshotHash: hash, expiresAt });
        const { publicUrl, apiPort } = context.settings;
        const link = `${publicUrl ?? `http://localhost:${apiPort}`}/review/${token}`;
        context.output.result({ id: row.id, hash, expiresAt, link }, () => link);
        context.output.say(
          `Save it now: only the hash of its token is stored. It shows '${plain(title)}' without authors until ${formatMinute(expiresAt)} UTC. ` +
            `Titles and the names of runs and datasets are shown as they are. Revoke it with: ${commandLine(`snapshot review revoke ${row.id}`)}`,
        );
        if (publicUrl === undefined)
          context.output.say(
            'The link leads to this machine, for the public address of the API is unknown: set ENGRAM_PUBLIC_URL.',
          );
      }),
    );
}

function addList(review: Command): void {
  review
    .command('list')
    .description('list the links, newest first')
    .action(
      action(async (context) => {
        const rows = await reviewLinks.list(await context.openStore());
        context.output.result(
          rows.map((row) => ({ ...row, state: stateOf(row) })),
          () =>
            rows.length === 0
              ? `There are no links for review. Create one with: ${commandLine('snapshot review create HASH')}`
              : tableOf(rows),
        );
      }),
    );
}

function tableOf(rows: readonly ReviewLinkRow[]): string {
  const table = new Table({
    head: ['id', 'snapshot', 'state', 'expires'],
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows)
    table.push([row.id, shortHash(row.snapshotHash), stateOf(row), formatMinute(row.expiresAt)]);
  return table.toString();
}

function addRevoke(review: Command): void {
  review
    .command('revoke')
    .description('revoke a link; it opens nothing any more')
    .argument('<id>', 'id of the link, or the start of the id')
    .action(
      action<[string]>(async (context, _options, given) => {
        const store = await context.openStore();
        const { id } = await findByGivenId(given, {
          one: 'a review link',
          many: 'review links',
          list: 'snapshot review list',
          find: (start, limit) => reviewLinks.findByIdPrefix(store, start, limit),
        });
        const row = await reviewLinks.revoke(store, id);
        context.output.result(
          { ...row, state: stateOf(row) },
          () => `Revoked the link ${row.id} to the snapshot ${shortHash(row.snapshotHash)}.`,
        );
      }),
    );
}

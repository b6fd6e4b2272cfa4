import { existsSync } from 'node:fs';
import { commandLine, DomainError, parseAuthorList, shortHash } from '@engram/core';
import { runs, snapshots, type SnapshotRow, type Store } from '@engram/store';
import type { Command } from 'commander';
import { action, type Context } from '../../command.ts';
import { addFigure } from './figure.ts';
import { addAmend } from './amend.ts';
import { addDeposit } from './deposit.ts';
import { addReview } from './review.ts';
import { addTable } from './table.ts';
import { findRunOrExperiment } from '../../ids/run-or-experiment-id.ts';
import { findSnapshot } from '../../ids/snapshot-hash.ts';
import { limitOption } from '../../options.ts';
import { plain } from '../../output/output.ts';
import {
  snapshotRecord,
  snapshotReport,
  snapshotTable,
  verificationReport,
} from '../../output/snapshot-report.ts';

export function addSnapshot(engram: Command): void {
  const snapshot = engram
    .command('snapshot')
    .description('publish runs under a hash that a paper can cite, and check them');
  addCreate(snapshot);
  addList(snapshot);
  addShow(snapshot);
  addVerify(snapshot);
  addDeposit(snapshot);
  addTable(snapshot);
  addFigure(snapshot);
  addReview(snapshot);
  addAmend(snapshot);
}

/** The permalink: below the public address, else where the API of this machine serves it. */
const addressOf = ({ settings }: Context, { hash }: SnapshotRow): string =>
  `${settings.publicUrl ?? `http://localhost:${settings.apiPort}`}/s/${hash}`;

/** Who cites an address wants others to open it. */
function sayWhoReads({ output, settings }: Context, { hash }: SnapshotRow): void {
  const copy = `A copy that anybody can open: ${commandLine(`snapshot export ${shortHash(hash)} DIR --site`)}`;
  output.say(
    settings.publicUrl === undefined
      ? `Only this machine opens the address of the page. Set ENGRAM_PUBLIC_URL before you cite it. ${copy}`
      : `Readers need a token for the API at ${settings.publicUrl} to open the page there. ${copy}`,
  );
}

async function runsOf(store: Store, { runIds }: SnapshotRow) {
  const rows = await runs.findByIds(store, runIds);
  return runIds.map((id) => rows.find((run) => run.id === id)!);
}

function addCreate(snapshot: Command): void {
  snapshot
    .command('create')
    .description(
      'publish finished runs and experiments as a snapshot; the same content gives the same snapshot',
    )
    .argument('<ids...>', 'ids of runs and experiments, or the starts of the ids')
    .requiredOption('--title <title>', 'title for people and citations')
    .option(
      '--authors <names>',
      'authors, separated by ;  each may have an ORCID iD: "Ada Lovelace (0000-…); …"',
    )
    .option('--license <id>', 'licence of the scores, as SPDX names it, for example CC-BY-4.0')
    .action(
      action<[string[]]>(async (context, options, given) => {
        const authors = parseAuthorList((options.authors as string | undefined) ?? '');
        const store = await context.openStore();
        const named: Awaited<ReturnType<typeof findRunOrExperiment>>[] = [];
        for (const id of given) named.push(await findRunOrExperiment(store, id));
        const made = await snapshots.create(store, {
          runIds: named.flatMap(({ run }) => (run ? [run.id] : [])),
          experimentIds: named.flatMap(({ experiment }) => (experiment ? [experiment.id] : [])),
          title: options.title as string,
          authors,
          license: options.license as string | undefined,
        });
        const row = made.snapshot;
        if (made.created) sayWhatIsOlder(context, await snapshots.olderForms(store, row));
        else sayWhatIsKept(context, row, { title: options.title as string, authors });
        const address = addressOf(context, row);
        const held = await runsOf(store, row);
        context.output.result({ ...snapshotRecord(row), created: made.created, address }, () =>
          snapshotReport(row, held, address),
        );
        sayWhoReads(context, row);
      }),
    );
}

/** The first title and authors stay: they may be cited already. */
function sayWhatIsKept(
  { output }: Context,
  row: SnapshotRow,
  given: { title: string; authors: SnapshotRow['authors'] },
): void {
  output.say(`These scores are published already, as snapshot ${shortHash(row.hash)}.`);
  if (row.title !== given.title.trim()) output.say(`It keeps its title, '${plain(row.title)}'.`);
  const same = JSON.stringify(row.authors.map(key)) === JSON.stringify(given.authors.map(key));
  if (given.authors.length > 0 && !same) output.say('It keeps the authors that it was given first.');
}

/** Of a snapshot whose hash covers less there may be citations, too. */
function sayWhatIsOlder({ output }: Context, older: readonly SnapshotRow[]): void {
  for (const { hash, title } of older)
    output.say(
      `The snapshot ${shortHash(hash)} '${plain(title)}' holds the same runs; its hash covers their scores only, without layers and units. It stays. ` +
        `If it is cited, add authors or a licence to it with: ${commandLine(`snapshot amend ${shortHash(hash)} --authors NAMES --license ID`)}`,
    );
}

const key = ({ family, given, orcid }: SnapshotRow['authors'][number]) => [family, given, orcid];

function addList(snapshot: Command): void {
  snapshot
    .command('list')
    .description('list the snapshots, newest first')
    .option('--limit <count>', 'number of snapshots', limitOption, 20)
    .action(
      action(async (context, options) => {
        const rows = await snapshots.list(await context.openStore(), options.limit as number);
        context.output.result(rows.map(snapshotRecord), () =>
          rows.length === 0
            ? `There are no snapshots yet. Make one with: ${commandLine('snapshot create RUN --title TITLE')}`
            : snapshotTable(rows),
        );
      }),
    );
}

function addShow(snapshot: Command): void {
  snapshot
    .command('show')
    .description('show what a snapshot holds')
    .argument('<hash>', 'hash of the snapshot, the start of it, or its permalink')
    .action(
      action<[string]>(async (context, _options, given) => {
        const store = await context.openStore();
        const row = await findSnapshot(store, given);
        const held = await runsOf(store, row);
        const address = addressOf(context, row);
        context.output.result({ ...snapshotRecord(row), address }, () => snapshotReport(row, held, address));
      }),
    );
}

function addVerify(snapshot: Command): void {
  snapshot
    .command('verify')
    .description(
      'compute the hashes of a snapshot again from all its scores, or those of a deposit from its files',
    )
    .argument(
      '<hash|dir>',
      'hash of the snapshot, the start of it, its permalink, or the folder of a deposit',
    )
    .action(
      action<[string]>(async (context, _options, given) => {
        if (existsSync(given)) return verifyFolder(context, given);
        const store = await context.openStore();
        const row = await findSnapshot(store, given);
        const verified = await snapshots.verify(store, row.hash);
        context.output.result({ hash: row.hash, ...verified }, () => verificationReport(row, verified));
        if (verified.holds) return;
        const first = [...verified.runs, ...verified.experiments].find(
          ({ difference }) => difference !== null,
        );
        throw new DomainError(
          'INVALID_FILE',
          `The snapshot ${shortHash(row.hash)} is not what its hash names: ${first ? `'${plain(first.name)}' (${first.id}) ${first.difference}` : 'it holds other runs'}. Restore the database from a backup.`,
        );
      }),
    );
}

/** Needs no store. */
async function verifyFolder({ output }: Context, folder: string): Promise<void> {
  const { verifyDeposit } = await import('../../deposit/verify-deposit.ts');
  const { snapshot, fileCount, uncovered } = await verifyDeposit(folder);
  output.result(
    { hash: snapshot.hash, holds: true, fileCount, runs: snapshot.runs.map(({ id }) => id), uncovered },
    () =>
      `${uncovered.length > 0 ? `The hash of this snapshot covers scores only: layers and units of ${uncovered.map((name) => `'${plain(name)}'`).join(', ')} rest on SHA256SUMS alone.\n` : ''}The deposit ${plain(folder)} holds: snapshot ${shortHash(snapshot.hash)} '${plain(snapshot.title)}', ${fileCount} files.`,
  );
}

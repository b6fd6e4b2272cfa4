import { spawn } from 'node:child_process';
import { commandLine } from '@engram/core';
import { heldReason, runs, type RunRemoval, type RunRow } from '@engram/store';
import type { Command } from 'commander';
import { action } from '../../command.ts';
import { findRun } from '../../ids/run-id.ts';
import { nameOption, tagOption } from '../../options.ts';
import { plain } from '../../output/output.ts';
import { runPage } from '../../page-address.ts';
import { runRecord } from '../runs.ts';

/** What is done with a run that is there: `engram run rename`, `delete`, `open`. */
export function addRunManagement(run: Command): void {
  addRename(run);
  addArchive(run);
  addTag(run);
  addDelete(run);
  addOpen(run);
}

function addRename(run: Command): void {
  run
    .command('rename')
    .description('give a run another name; hashes and scores stay as they are')
    .argument('<run>', 'id of the run, or the start of the id')
    .argument('<name>', 'its new name', nameOption)
    .action(
      action<[string, string]>(async (context, _options, given, name) => {
        const store = await context.openStore();
        const { id, name: before } = await findRun(store, given);
        const renamed = await runs.rename(store, id, name);
        context.output.result(
          runRecord(renamed),
          () => `Run ${id.slice(0, 8)} '${plain(before)}' is now '${plain(renamed.name)}'.`,
        );
      }),
    );
}

function addArchive(run: Command): void {
  run
    .command('archive')
    .description('leave a run out of lists; scores, links and snapshots stay as they are')
    .argument('<run>', 'id of the run, or the start of the id')
    .option('--undo', 'put it back')
    .action(
      action<[string]>(async (context, options, given) => {
        const store = await context.openStore();
        const { id } = await findRun(store, given);
        const isArchived = options.undo !== true;
        const changed = await runs.setArchived(store, id, isArchived);
        const run = `Run ${id.slice(0, 8)} '${plain(changed.name)}'`;
        context.output.result(runRecord(changed), () =>
          isArchived
            ? `${run} is archived. Lists leave it out; see it with: ${commandLine('runs --archived')}`
            : `${run} is in lists again.`,
        );
      }),
    );
}

function addTag(run: Command): void {
  run
    .command('tag')
    .description('tag a run, so that you can find it')
    .argument('<run>', 'id of the run, or the start of the id')
    .argument('<tags...>', 'words of letters, digits, spaces and - _ .')
    .option('--remove', 'take them off')
    .action(
      action<[string, string[]]>(async (context, options, given, tags) => {
        const store = await context.openStore();
        const { id } = await findRun(store, given);
        const names = tags.map(tagOption);
        const changed = await runs[options.remove === true ? 'removeTags' : 'addTags'](store, id, names);
        const has = changed.tags.length > 0 ? `the tags ${changed.tags.join(', ')}` : 'no tags';
        context.output.result(
          runRecord(changed),
          () => `Run ${id.slice(0, 8)} '${plain(changed.name)}' has ${has}.`,
        );
      }),
    );
}

function addDelete(run: Command): void {
  run
    .command('delete')
    .description('show what depends on a run; with --yes, delete it and its scores')
    .argument('<run>', 'id of the run, or the start of the id')
    .option('--yes', 'delete it')
    .action(
      action<[string]>(async (context, options, given) => {
        const store = await context.openStore();
        const { id, name, ensembleId } = await findRun(store, given);
        const removal = await runs.removalOf(store, id);
        const isDeleted = options.yes === true;
        if (isDeleted) await runs.remove(store, id);
        context.output.result({ id, name, deleted: isDeleted, ...removal }, () =>
          isDeleted
            ? `Deleted run ${id.slice(0, 8)} '${plain(name)}' with ${removal.scoreCount} scores.`
            : announcement({ id, name, ensembleId }, removal),
        );
      }),
    );
}

function announcement(
  { id, name, ensembleId }: Pick<RunRow, 'id' | 'name' | 'ensembleId'>,
  removal: RunRemoval,
): string {
  const short = id.slice(0, 8);
  const { scoreCount, savedViews, otherRunsOfEnsemble } = removal;
  const reason = heldReason(removal, 'it');
  const others =
    otherRunsOfEnsemble === 0
      ? 'no other run measures them'
      : `${otherRunsOfEnsemble} other ${otherRunsOfEnsemble === 1 ? 'run measures' : 'runs measure'} them`;
  return [
    `Run ${short} '${plain(name)}' has ${scoreCount} scores, which would be deleted with it.`,
    ...(savedViews.length > 0
      ? [`Saved views that lead to it: ${savedViews.map((name) => `'${plain(name)}'`).join(', ')}.`]
      : []),
    `Its encoders would stay (${others}); free their checkpoints with: ${commandLine(`ensembles prune ${ensembleId.slice(0, 8)}`)}`,
    reason
      ? `It cannot be deleted: ${plain(reason)}.`
      : `Nothing was deleted. To delete it: ${commandLine(`run delete ${short} --yes`)}`,
  ].join('\n');
}

const openers: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', linux: 'xdg-open' };

function addOpen(run: Command): void {
  run
    .command('open')
    .description('print the address of a run in the dashboard, and open it where there is a browser')
    .argument('<run>', 'id of the run, or the start of the id')
    .action(
      action<[string]>(async (context, _options, given) => {
        const store = await context.openStore();
        const { id } = await findRun(store, given);
        const address = runPage(context.settings, id);
        context.output.result({ id, address }, () => address);
        const opener = openers[process.platform];
        if (!context.output.isTerminal || opener === undefined) return;
        const child = spawn(opener, [address], { detached: true, stdio: 'ignore' });
        child.on('error', () => context.output.say('No browser could be opened; open the address yourself.'));
        child.unref();
      }),
    );
}

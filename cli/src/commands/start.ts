import { commandLine, DomainError, encodersOf, presets, runConfigSchema } from '@engram/core';
import { queue, runs, type Store } from '@engram/store';
import type { Command } from 'commander';
import { action, type Context } from '../command.ts';
import { queueExamples } from '../demo-examples.ts';
import { ensureDataset } from '../ensure-dataset.ts';
import { followRun } from '../follow.ts';
import { codeVersionOf, startOwnWorker, type StartedWorker } from '../worker-process.ts';
import { formatRun } from '../output/report.ts';
import { formatAddresses, startServing } from '../serving/serving.ts';
import { untilInterrupted } from './worker.ts';

/** What a newcomer sees first. */
const demoPreset = 'mnist-quick';

export function addStart(engram: Command): void {
  engram
    .command('start')
    .description('start database, worker, API and dashboard together; run the demo if the store is empty')
    .option('--no-demo', 'do not run the demo, nor the examples after it, on an empty store')
    .action(
      action(async (context, options) => {
        context.output.say('Opening the store …');
        const store = await context.openStore();
        const codeVersion = await codeVersionOf(context);
        const addresses = await startServing(context, store);
        const worker = await startWorkerIfPossible(context, store, codeVersion);
        context.output.say(formatAddresses(addresses));
        const demo =
          worker === null || options.demo === false ? null : await demoRun(context, store, codeVersion);
        const isDone = worker !== null && demo !== null && (await showDemo(context, store, demo, worker));
        if (context.interrupted.aborted) return;
        if (isDone) await queueExamples(context, store, codeVersion);
        context.output.result(addresses, () => formatAddresses(addresses));
        context.output.say('Ctrl-C stops everything.');
        await untilInterrupted(context.interrupted);
      }),
    );
}

/** A worker; null where its engine is not there, which is said: what is stored can be looked at all the same. */
async function startWorkerIfPossible(
  context: Context,
  store: Store,
  codeVersion: string,
): Promise<StartedWorker | null> {
  try {
    return await startOwnWorker(context, store, codeVersion);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'ENGINE_UNAVAILABLE')) throw error;
    context.output.say(
      `${error.message}\nAPI and dashboard start without a worker: runs stay queued until one is started, here with ` +
        `another ENGRAM_ENGINE or elsewhere, with: ${commandLine('worker')}`,
    );
    return null;
  }
}

/** The id of the demo run: queued now when the store is empty, or the one an earlier start left unfinished. */
async function demoRun(context: Context, store: Store, codeVersion: string): Promise<string | null> {
  const config = runConfigSchema.parse(presets[demoPreset]);
  const { rows } = await runs.page(store, { filter: {}, first: 2 });
  const [last] = rows;
  if (
    rows.length === 1 &&
    last?.name === config.name &&
    (last.status === 'QUEUED' || last.status === 'RUNNING')
  )
    return last.codeVersion === codeVersion ? last.id : null;
  if (last) return null;
  await ensureDataset(context, store, config.dataset);
  context.output.say(
    `The store is empty: running the demo '${demoPreset}' (${encodersOf(config.estimator, config.datapoints ?? 0)} encoders on ${config.datapoints} digits). ` +
      'The dashboard shows its progress.',
  );
  return (await queue.createRun(store, { config, codeVersion })).id;
}

/** Follows the demo; a demo that fails says why and leaves the servers up. @returns whether it came to its end */
async function showDemo(context: Context, store: Store, id: string, worker: StartedWorker): Promise<boolean> {
  try {
    const run = await followRun(context, store, id, worker);
    if (run) context.output.say(await formatRun(store, run));
    return run !== null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    context.output.say(error.message);
    return false;
  }
}

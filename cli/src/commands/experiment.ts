import {
  commandLine,
  DomainError,
  experimentCards,
  experimentKindOf,
  experimentKinds,
  formatSize,
  isFinished,
  type ExperimentConfig,
} from '@engram/core';
import { experimentQueue, type ExperimentRow, type Store } from '@engram/store';
import type { Forecast } from '@engram/worker';
import { Option, type Command } from 'commander';
import { action, type Context } from '../command.ts';
import { readExperimentConfig } from '../config/experiment-config-source.ts';
import { ensureDataset } from '../ensure-dataset.ts';
import { followExperiment, reportExperiment } from '../follow-experiment.ts';
import { collect, nameOption } from '../options.ts';
import { formatCount, formatDuration } from '../output/durations.ts';
import { plain } from '../output/output.ts';
import { assertWorkerPossible, codeVersionOf } from '../worker-process.ts';
import { addStoredExperiments } from './experiments/stored.ts';

/** Longer than this, nobody starts by mistake. */
const askAfterSeconds = 3600;
/** Measuring and examining encoders that are there takes no time worth a word below this. */
const worthSayingSeconds = 15;

function formatForecast({ runs, publishedRuns, encoders, seconds, sizeBytes }: Forecast): string {
  const found = publishedRuns > 0 ? `, ${publishedRuns} of them there already` : '';
  if (encoders === 0) {
    const rest =
      seconds !== null && seconds >= worthSayingSeconds ? `, about ${formatDuration(seconds)}` : '';
    return `${formatCount(runs, 'run')}${found}: no encoder is trained${rest}.`;
  }
  const time =
    seconds === null
      ? 'the time cannot be predicted, since no such encoder was trained here yet'
      : `about ${formatDuration(seconds)}`;
  const size = sizeBytes === null ? '' : `, ${formatSize(sizeBytes)} of checkpoints`;
  return `${formatCount(runs, 'run')}${found}: ${formatCount(encoders, 'encoder')} to train, ${time}${size}.`;
}

/** Where the time is not known, four times the training of the demo `mnist-quick` are agreed to first. */
const askAfterWork = 4 * 32 * 60 * 500;

/** @throws DomainError INVALID_ARGUMENT when it takes over an hour, or may, and nobody agreed to that */
function assertAgreed({ seconds, work }: Forecast, yes: boolean): void {
  if (yes || (seconds === null ? work <= askAfterWork : seconds <= askAfterSeconds)) return;
  throw new DomainError(
    'INVALID_ARGUMENT',
    `That ${seconds === null ? 'may be' : 'is'} over an hour. Start it with --yes, make it smaller with --set, or try it with --small.`,
  );
}

/** What is asked, by which program, and how. */
interface Asked {
  config: ExperimentConfig;
  codeVersion: string;
  name: string | undefined;
  /** Whether one that has ended will do. */
  once: boolean;
  /** Whether it may take over an hour. */
  yes: boolean;
}

/** Says what it will cost. @throws DomainError INVALID_ARGUMENT when that is over an hour, or may be, and nobody agreed */
async function predictCost(
  context: Context,
  store: Store,
  { config, codeVersion, yes }: Asked,
): Promise<void> {
  const { forecast } = await import('@engram/worker');
  const cost = await forecast(store, config, { codeVersion, processes: context.settings.threads });
  context.output.say(formatForecast(cost));
  assertAgreed(cost, yes);
}

/** Says what it will cost, and creates it. @throws as `predictCost` */
async function begin(context: Context, store: Store, asked: Asked): Promise<ExperimentRow> {
  const { config, codeVersion, name } = asked;
  await ensureDataset(context, store, config.run.dataset);
  await predictCost(context, store, asked);
  const experiment = await experimentQueue.createExperiment(store, { config, name, codeVersion });
  context.output.say(`Experiment ${experiment.id} '${plain(experiment.name)}'.`);
  return experiment;
}

/**
 * The experiment that this command goes on with: the one of these settings, and of this name where one is given, that is under way, so that a
 * command that was interrupted can be given again; with `once` also one that has ended. Null where a new one is to be asked.
 */
async function begunBefore(context: Context, store: Store, asked: Asked): Promise<ExperimentRow | null> {
  const { config, codeVersion, name } = asked;
  const found = await experimentQueue.findEqualExperiment(store, { config, codeVersion, name });
  if (!found || (isFinished(found.status) && !asked.once)) return null;
  const what = `Experiment ${found.id} '${plain(found.name)}' has these settings, and`;
  if (found.status === 'SUCCEEDED') context.output.say(`${what} succeeded: nothing is done.`);
  if (!isFinished(found.status)) context.output.say(`${what} is under way: it goes on.`);
  if (found.status !== 'FAILED' && found.status !== 'CANCELLED') return found;
  await predictCost(context, store, asked);
  context.output.say(`${what} stopped: it goes on.`);
  return experimentQueue.resumeExperiment(store, found.id, asked);
}

async function start(
  context: Context,
  options: Record<string, unknown>,
  given: string,
  file?: string,
): Promise<void> {
  const kind = experimentKindOf(given);
  const config = await readExperimentConfig(kind, {
    ...{ file, pairs: options.set as string[], small: options.small === true },
  });
  const store = await context.openStore();
  const codeVersion = await codeVersionOf(context);
  const follows = options.follow !== false;
  if (follows) await assertWorkerPossible(store, codeVersion);
  const { hasLiveWorker } = await import('@engram/worker');
  const asked: Asked = {
    ...{ config, codeVersion, name: options.name as string | undefined },
    ...{ once: options.once === true, yes: options.yes === true },
  };
  const experiment = (await begunBefore(context, store, asked)) ?? (await begin(context, store, asked));
  if (!follows && !isFinished(experiment.status) && !(await hasLiveWorker(store, codeVersion)))
    context.output.say(
      `No worker is alive: the experiment waits until one is started with ${commandLine('worker')} or ${commandLine('start')}.`,
    );
  await reportExperiment(
    context,
    store,
    experiment.id,
    follows ? await followExperiment(context, store, experiment.id) : null,
  );
}

export function addExperiment(engram: Command): void {
  const kinds = experimentKinds.map((kind) => {
    const name = experimentCards[kind].name.toLowerCase();
    return name.replaceAll(' ', '-') === kind ? kind : `${kind} (${name})`;
  });
  const command = engram
    .command('experiment')
    .description(
      'ask a question that takes several runs, and follow it; what is trained already is used again',
    )
    .argument('<kind>', `one of ${kinds.join(', ')}`)
    .argument('[file.json]', 'settings that differ from those the kind starts from')
    .addOption(
      new Option('--set <key=value>', 'change a setting (repeatable); an unknown key lists the valid ones')
        .argParser(collect)
        .default([], 'nothing'),
    )
    .option('--small', 'settings for about a minute: shows that it works, and little else')
    .option('--name <name>', 'name for people', nameOption)
    .option('--once', 'show the experiment with these settings that succeeded, or continue one that stopped')
    .option('--yes', 'start also when it takes over an hour')
    .option('--no-follow', 'queue it for a worker, and do not wait for it')
    .action(action<[string, string | undefined]>(start));
  addStoredExperiments(command);
}

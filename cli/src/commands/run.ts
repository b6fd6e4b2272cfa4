import { commandLine, DomainError, isImported, presets } from '@engram/core';
import { ensembles, queue, workers, type EnsembleRow, type RunRow, type Store } from '@engram/store';
import { Option, type Command } from 'commander';
import { action } from '../command.ts';
import { ensureDataset } from '../ensure-dataset.ts';
import { followRun } from '../follow.ts';
import { assertWorkerPossible, codeVersionOf } from '../worker-process.ts';
import { collect, nameOption } from '../options.ts';
import { overrideKeys } from '../config/overrides.ts';
import { reportRun } from '../output/report.ts';
import { findEnsemble } from '../ids/ensemble-id.ts';
import { findRun } from '../ids/run-id.ts';
import { addRunManagement } from './runs/manage.ts';
import { readRunConfig } from '../config/run-config-source.ts';

export function addRun(engram: Command): void {
  const run = engram.command('run');
  addRunManagement(run);
  run
    .description('start a run and follow it; after Ctrl-C, continue it with `engram resume`')
    .argument(
      '<preset|file.json|run>',
      'name of a preset, file with your own configuration, or id of a run or an ensemble to measure again',
    )
    .addOption(
      new Option('--set <key=value>', `change a setting (repeatable): ${overrideKeys.join(', ')}`)
        .argParser(collect)
        .default([], 'nothing'),
    )
    .option('--name <name>', 'name of the run; without it, that of the preset or file', nameOption)
    .option(
      '--needs <label>',
      'leave it to workers with a label: gpu, cpu, the name of an engine, or one of ENGRAM_LABELS',
    )
    .option('--no-follow', 'queue the run for a worker, and do not wait for it')
    .action(
      action<[string]>(async (context, options, source) => {
        const { hasLiveWorker } = await import('@engram/worker');
        let store: Store | undefined;
        const configOfRun = async (id: string) => storedConfig((store = await context.openStore()), id);
        const read = await readRunConfig(source, options.set as string[], presets, configOfRun);
        const name = options.name as string | undefined;
        const config = name === undefined ? read : { ...read, name };
        store ??= await context.openStore();
        const codeVersion = await codeVersionOf(context);
        if (options.follow !== false) await assertWorkerPossible(store, codeVersion);
        await ensureDataset(context, store, config.dataset);
        const needs = options.needs as string | undefined;
        const run = await queue.createRun(store, { config, codeVersion, needs });
        context.output.say(announcement(run, await ensembles.find(store, run.ensembleId)));
        const mayTake = ({ labels, ...worker }: workers.LiveWorker): boolean =>
          needs !== undefined && labels.includes(needs) && worker.codeVersion === codeVersion;
        if (needs !== undefined && !(await workers.live(store)).some(mayTake))
          context.output.say(
            `No worker of this version with the label '${needs}' is alive yet: the run waits for one. See ${commandLine('workers')}.`,
          );
        else if (options.follow === false && !(await hasLiveWorker(store, codeVersion)))
          context.output.say(
            `No worker is alive: the run waits until one is started with ${commandLine('worker')} or ${commandLine('start')}.`,
          );
        const finished = options.follow === false ? null : await followRun(context, store, run.id);
        await reportRun(context, store, run.id, finished);
      }),
    );
}

/**
 * The configuration of a run, or of an ensemble without its measurement, by id.
 * @throws DomainError as `findRun`; NOT_FOUND where neither is there
 */
async function storedConfig(store: Store, id: string): Promise<object> {
  try {
    return trainableConfig(await findRun(store, id));
  } catch (error) {
    if (!isNotFound(error)) throw error;
    const ensemble = await findEnsemble(store, id).catch((other: unknown) => {
      throw isNotFound(other) ? error : other;
    });
    const { name, origin, checkpointCount, config } = ensemble;
    if (origin === 'IMPORTED' && checkpointCount === 0) throw noEncoders(`The ensemble ${id}`);
    return { ...config, name };
  }
}

const isNotFound = (error: unknown): boolean => error instanceof DomainError && error.code === 'NOT_FOUND';

/** @throws DomainError INVALID_CONFIG for a run whose encoders are not here */
function trainableConfig({ id, name, config, estimatorKey }: RunRow): object {
  if (!isImported(estimatorKey)) return { ...config, name };
  throw noEncoders(`The run ${id.slice(0, 8)}`);
}

const noEncoders = (what: string): DomainError =>
  new DomainError(
    'INVALID_CONFIG',
    `${what} was imported, so its encoders are not here and cannot be measured again. To measure them, import the encoders (import encoders), or their representations with other settings.`,
  );

/** What a run is going to do; what is trained already is not trained again. */
function announcement({ id, name, encoderCount, codeVersion }: RunRow, ensemble: EnsembleRow | null): string {
  const run = `Run ${id} '${name}': ${encoderCount} encoders.`;
  const trained = ensemble?.checkpointCount ?? 0;
  if (trained === 0) {
    const freed = (ensemble?.trainedCount ?? 0) > 0;
    return freed ? `${run} Their checkpoints were freed, so they are trained again.` : run;
  }
  const short = ensemble!.id.slice(0, 8);
  if (trained < encoderCount) return `${run} ${trained} of them are trained already (ensemble ${short}).`;
  const by =
    ensemble!.origin === 'IMPORTED' || ensemble!.codeVersion === codeVersion
      ? ''
      : `, by Engram ${ensemble!.codeVersion}`;
  return `${run} All of them are trained already (ensemble ${short}${by}): this run trains nothing and only measures.`;
}

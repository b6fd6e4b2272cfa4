import {
  commandLine,
  correctedStandardError,
  DomainError,
  growthNeeded,
  hasImportedScores,
  isDesign,
  predictedPrecision,
  grownDesign,
  presets,
  type Pilot,
  type PrecisionTarget,
  type RunConfig,
} from '@engram/core';
import { datasets, runs, scores, type RunRow, type Store } from '@engram/store';
import type { Command } from 'commander';
import { action, type Context } from '../command.ts';
import { overridePaths } from '../config/overrides.ts';
import { mayBeRunId, readRunConfig } from '../config/run-config-source.ts';
import { findRun } from '../ids/run-id.ts';
import { decimal } from '../options.ts';
import { formatPlan, type RunPlan } from '../output/plan-report.ts';

/** @throws DomainError INVALID_ARGUMENT when not exactly one target is given */
function targetOf({ targetSe, reliability }: Record<string, unknown>): PrecisionTarget {
  if ((targetSe === undefined) === (reliability === undefined))
    throw new DomainError(
      'INVALID_ARGUMENT',
      'State one aim: --target-se 0.01 for the standard error of a score, or --reliability 0.8 for the ranking.',
    );
  return targetSe === undefined
    ? { kind: 'reliability', value: reliability as number }
    : { kind: 'standard-error', value: targetSe as number };
}

/** @throws DomainError NOT_FOUND where no run tells how precise this configuration is; as `readRunConfig` and `findRun` */
async function pilotRun(store: Store, source: string): Promise<RunRow> {
  if (!Object.hasOwn(presets, source) && !source.endsWith('.json') && mayBeRunId(source)) {
    const run = await findRun(store, source);
    if (run.summary) return run;
    throw new DomainError(
      'NOT_FOUND',
      `The run ${run.id.slice(0, 8)} is ${run.status}: it has no scores to plan from. Wait until it has succeeded.`,
    );
  }
  const config = await readRunConfig(source, [], presets);
  const found = hasImportedScores(config) ? null : await runs.findPilot(store, config as RunConfig);
  if (found) return found;
  throw new DomainError(
    'NOT_FOUND',
    `No finished run here tells how precise '${source}' is. Run it, with few encoders for a first plan: ${commandLine(`run ${source} --set encoders=8`)}`,
  );
}

async function pilotOf(store: Store, run: RunRow): Promise<Pilot> {
  if (hasImportedScores(run.config))
    throw new DomainError(
      'INVALID_ARGUMENT',
      `The scores of the run ${run.id.slice(0, 8)} were imported. Their encoders are not known here, so nothing can be planned from them.`,
    );
  const { medianStandardError, spearmanBrown } = run.summary!;
  return {
    ...{
      encoders: run.encoderCount,
      confidence: run.config.scoring.confidence,
      medianStandardError,
      spearmanBrown,
    },
    medianHalfWidth: await scores.medianHalfWidth(store, run.id),
  };
}

async function plan(context: Context, options: Record<string, unknown>, source: string): Promise<void> {
  const target = targetOf(options);
  const store = await context.openStore();
  const run = await pilotRun(store, source);
  const pilot = await pilotOf(store, run);
  const growth = growthNeeded(target, pilot);
  const planned: RunPlan = {
    run: { id: run.id, name: run.name, encoders: run.encoderCount },
    now: { standardError: correctedStandardError(pilot), reliability: pilot.spearmanBrown },
    target,
    ...(await neededOf(context, store, { run, growth, source })),
  };
  const predicted = predictedPrecision(pilot, planned.encoders / run.encoderCount);
  context.output.result({ ...planned, predicted }, () => formatPlan(planned, predicted));
}

/** How many encoders, and what they take; imported ones are trained elsewhere. */
async function neededOf(
  context: Context,
  store: Store,
  { run, growth, source }: { run: RunRow; growth: number; source: string },
): Promise<Pick<RunPlan, 'encoders' | 'seconds' | 'processes' | 'command'>> {
  const processes = context.settings.threads;
  const config = run.config as RunConfig;
  if (!isDesign(config.estimator ?? { key: '' })) {
    const encoders = Math.max(1, Math.ceil(run.encoderCount * growth * (1 - 1e-9)));
    return { encoders, seconds: null, processes, command: null };
  }
  const { encoderCost, runSeconds } = await import('@engram/worker');
  const [dataset] = await datasets.findByIds(store, [run.datasetId]);
  const count = config.datapoints ?? dataset!.datapointCount;
  const { encoders, estimator, setting } = grownDesign(config.estimator, growth, count);
  const planned = { ...config, estimator };
  const { pace } = await encoderCost(store, planned);
  const from = Object.hasOwn(presets, source) ? source : run.id.slice(0, 8);
  const key = overridePaths[`estimator.${setting.key}`] ?? `estimator.${setting.key}`;
  return {
    encoders,
    seconds: pace === null ? null : runSeconds(planned, { pace, encoders, count, processes }),
    processes,
    command: commandLine(`run ${from} --set ${key}=${setting.value}`),
  };
}

export function addPlan(engram: Command): void {
  engram
    .command('plan')
    .description('say how many encoders a run needs to be as precise as you want, and how long they take')
    .argument(
      '<preset|file.json|run>',
      'what to plan: a preset or configuration that was run here with any number of encoders, or a finished run by its id',
    )
    .option('--target-se <error>', 'aim at this median standard error of the scores, such as 0.01', decimal)
    .option('--reliability <number>', 'aim at this reliability of the ranking, such as 0.8', decimal)
    .action(action<[string]>(plan));
}

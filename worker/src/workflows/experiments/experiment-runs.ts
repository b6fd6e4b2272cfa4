/** The runs of an experiment: found where they exist, asked for where they do not, and waited for. */
import { setTimeout as sleep } from 'node:timers/promises';
import { determining, DomainError, isFinished } from '@engram/core';
import {
  configHash,
  experimentQueue,
  experiments,
  queue,
  runs,
  type ExperimentRow,
  type RunRow,
} from '@engram/store';
import type { NamedRun } from '../../experiments/experiment.ts';
import { storeDerived } from '../../datasets/derived/store-derived.ts';
import { reportRuns, RunWorks, WorkPace, type RunsWatch } from '../progress/experiment-progress.ts';
import { withRetries } from '../retries.ts';
import { signalOfStep } from '../train-workflow.ts';
import { workerContext } from '../worker-context.ts';

const pollingIntervalMs = 500;

/** Finds or asks for every run that is named, and stores the datasets that they are made on; may be repeated. */
export async function askForRuns(experiment: ExperimentRow, named: readonly NamedRun[]): Promise<void> {
  const { store, home } = workerContext();
  const signal = signalOfStep();
  const stored = new Set<string>();
  for (const run of named) {
    if (signal.aborted) return;
    const { recipe } = run;
    // Runs that measure one dataset in several ways derive it once.
    if (recipe && !stored.has(run.config.dataset))
      await withRetries('derived dataset', () => storeDerived(store, home, recipe, { signal }));
    stored.add(run.config.dataset);
    await withRetries('run of an experiment', () => askFor(experiment, run));
  }
}

/** A run with the same configuration and program has the same scores, whoever asked for it. */
async function askFor(experiment: ExperimentRow, { name, title = name, config }: NamedRun): Promise<void> {
  const { store, codeVersion } = workerContext();
  const known = await experiments.findEqualRun(store, {
    datasetSlug: config.dataset,
    configHash: configHash(determining(config)),
    codeVersion,
  });
  const note = (run: RunRow, { started = true, resumed = false } = {}): Promise<void> =>
    experiments.addRun(store, { experimentId: experiment.id, name, runId: run.id, started, resumed });
  if (!known) {
    const named = { ...config, name: `${experiment.name}: ${title}`.slice(0, 200) };
    return note(await queue.createRun(store, { config: named, codeVersion }));
  }
  if (known.status === 'FAILED' || known.status === 'CANCELLED')
    return note(await queue.resumeRun(store, known.id, { codeVersion }), { resumed: true });
  return note(known, { started: false });
}

export interface CurrentRun {
  name: string;
  run: RunRow;
}

/** What comes after the runs that are waited for. */
export type RunsAfter = Pick<RunsWatch, 'asks' | 'examining'> & { still: number };

/** The runs of an experiment as they are now. */
export async function currentRuns(experimentId: string): Promise<CurrentRun[]> {
  const { store } = workerContext();
  const rows = await experiments.runsOf(store, [experimentId]);
  const found = new Map(
    (
      await runs.findByIds(
        store,
        rows.map(({ runId }) => runId),
      )
    ).map((run) => [run.id, run]),
  );
  return rows.map(({ name, runId }) => ({ name, run: found.get(runId)! }));
}

/**
 * Waits until the named runs of the experiment are published, and tells how far they are. What an earlier attempt left of others, such as
 * follow-ups that were cancelled with it, is not waited for: it is asked for again later.
 * @param after.still work of runs that it will ask for when those are published
 * @returns whether it was waited to the end; false when the experiment was cancelled
 * @throws DomainError with the code of the first run that failed or was cancelled
 */
export async function waitForRuns(
  experiment: ExperimentRow,
  named: readonly NamedRun[],
  { still, ...after }: RunsAfter,
): Promise<boolean> {
  const { store } = workerContext();
  const signal = signalOfStep();
  const names = new Set(named.map(({ name }) => name));
  const watch = { pace: new WorkPace(), works: new RunWorks(still), ...after };
  while (!signal.aborted) {
    const all = await withRetries('runs of an experiment', () => currentRuns(experiment.id));
    const current = all.filter(({ name }) => names.has(name));
    const stopped = current.find(({ run }) => run.status === 'FAILED' || run.status === 'CANCELLED');
    if (stopped) throw stoppedError(stopped);
    await withRetries('progress', () => reportRuns(store, experiment.id, current, watch));
    if (current.every(({ run }) => run.status === 'SUCCEEDED')) return true;
    const now = await experiments.find(store, experiment.id);
    if (!now || isFinished(now.status)) return false;
    await sleep(pollingIntervalMs, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

function stoppedError({ name, run }: CurrentRun): DomainError {
  const called = `Its run '${name}' (${run.id.slice(0, 8)})`;
  return run.status === 'CANCELLED'
    ? new DomainError('CANCELLED', `${called} was cancelled. Resume the experiment to go on with it.`)
    : new DomainError(run.errorCode ?? 'INTERNAL', `${called} failed. ${run.error ?? ''}`.trim());
}

/** What the experiment asked for and nobody else waits for is not trained in vain. */
export const stopRuns = (experimentId: string): Promise<void> =>
  experimentQueue.cancelOwnRuns(workerContext().store, experimentId);

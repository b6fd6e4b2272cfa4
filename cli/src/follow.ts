import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine, DomainError, isFinished, nextStepAfter } from '@engram/core';
import { runs, sealRun, type RunRow, type Store } from '@engram/store';
import { interruptedExitCode, type Context } from './command.ts';
import { ensureWorker, type StartedWorker } from './worker-process.ts';
import { ProgressView, type Shown } from './output/progress.ts';

const pollIntervalMs = 400;
/** How often it is looked whether somebody still works on the run. */
const workerCheckMs = 5_000;

/** The error a failed run ended with, as the error it was, with the command that helps. */
export function failureOfRun(run: RunRow): DomainError {
  return new DomainError(
    run.errorCode ?? 'INTERNAL',
    `The run '${run.name}' (${run.id}) failed. ${run.error ?? 'It left no reason.'} ${adviceAfter(run)}`,
  );
}

function adviceAfter({ id, errorCode }: RunRow): string {
  if (nextStepAfter(errorCode) === 'RESUME')
    return `Its finished encoders are stored; once the cause is removed, continue with: ${commandLine(`resume ${id}`)}`;
  return (
    'A resume keeps the configuration and would end there again: start a new run with other settings, ' +
    `${commandLine('run PRESET|FILE.json --set KEY=VALUE')}`
  );
}

/**
 * Waits for the end of a run and shows its progress; starts a worker in this process tree when none is alive.
 * @param ownWorker the worker of this process tree, if it has one already.
 * @returns the finished run, or null after Ctrl-C.
 * @throws DomainError with the code the run failed with; CANCELLED when somebody cancelled it.
 */
export async function followRun(
  context: Context,
  store: Store,
  id: string,
  ownWorker: StartedWorker | null = null,
): Promise<RunRow | null> {
  const what = { noun: 'run', verb: '', find: runs.find, verdict };
  const finished = await follow(context, store, id, what, ownWorker);
  // Its worker does so just after publishing, and may have been stopped in between, as that of this command is.
  if (finished) await sealRun(store, finished.id);
  return finished;
}

/** What can be followed. */
export interface Followed<Row> {
  noun: string;
  /** Before `resume` and `cancel`, with a space behind it. */
  verb: string;
  find(store: Store, id: string): Promise<Row | null>;
  /** The finished row. @throws DomainError with the code it failed with; CANCELLED */
  verdict(row: Row): Row;
}

type FollowedRow = Shown & Pick<RunRow, 'status' | 'codeVersion'>;

/** The same for whatever is queued, worked on and finished. */
export async function follow<Row extends FollowedRow>(
  context: Context,
  store: Store,
  id: string,
  what: Followed<Row>,
  ownWorker: StartedWorker | null = null,
): Promise<Row | null> {
  const view = new ProgressView(context.output);
  let worker = ownWorker;
  let nextCheckMs = 0;
  try {
    while (!context.interrupted.aborted) {
      const run = await found(context, () => what.find(store, id));
      if (!run)
        throw new DomainError('NOT_FOUND', `The ${what.noun} ${id} was deleted while it was followed.`);
      view.show(run);
      if (isFinished(run.status)) return what.verdict(run);
      if (!worker && performance.now() >= nextCheckMs) {
        worker = await ensureWorkerIfPossible(context, store, run.codeVersion);
        nextCheckMs = performance.now() + workerCheckMs;
      }
      await sleep(pollIntervalMs, undefined, { signal: context.interrupted }).catch(() => {});
    }
  } finally {
    view.end();
  }
  context.output.say(
    worker
      ? `Stopped. Finished encoders are stored; continue with: ${commandLine(`${what.verb}resume ${id}`)}`
      : `No longer following; a worker goes on with the ${what.noun}. Stop it with: ${commandLine(`${what.verb}cancel ${id}`)}`,
  );
  process.exitCode = interruptedExitCode;
  return null;
}

/** A database that is away for a moment is asked again at the next look. */
async function ensureWorkerIfPossible(
  context: Context,
  store: Store,
  wanted: string,
): Promise<StartedWorker | null> {
  try {
    return await ensureWorker(context, store, wanted);
  } catch (error) {
    if (!(error instanceof DomainError && error.traits.retryable)) throw error;
    context.log('no worker could be started now', { error: error.message });
    return null;
  }
}

/** How long the database may be away before following it ends; a worker of this process waits as long. */
const patienceMs = 10 * 60_000;
const retryMs = 1_000;

/** The run; a database that is away for a while is waited for, as the worker does. */
async function found<Row>(context: Context, find: () => Promise<Row | null>): Promise<Row | null> {
  const deadline = performance.now() + patienceMs;
  for (let said = false; ; said = true)
    try {
      return await find();
    } catch (error) {
      const passes = error instanceof DomainError && error.traits.retryable;
      if (!passes || context.interrupted.aborted || performance.now() > deadline) throw error;
      if (!said) context.output.say(`${error.message} Waiting for it; it goes on when the database is back.`);
      await sleep(retryMs, undefined, { signal: context.interrupted }).catch(() => {});
    }
}

function verdict(run: RunRow): RunRow {
  if (run.status === 'FAILED') throw failureOfRun(run);
  if (run.status === 'CANCELLED')
    throw new DomainError(
      'CANCELLED',
      `The run '${run.name}' (${run.id}) was cancelled. Its finished encoders are stored; continue with: ${commandLine(`resume ${run.id}`)}`,
    );
  return run;
}

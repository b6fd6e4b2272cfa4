import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFinished } from '@engram/core';
import { encoders, runs } from '@engram/store';
import { expect } from 'vitest';
import { until, type EngramProcess } from '../helpers/processes/engram.ts';
import { untilAvailable } from '../helpers/postgres/locked-table.ts';
import { openOwnServer, type OwnServer } from '../helpers/postgres/own-server.ts';
import { freeTrainedEncoders, trainedCount } from '../helpers/train-again.ts';
import { Commands } from './commands.ts';

/** Long enough to be hit many times, short enough for a test. */
const settings = ['datapoints=100', 'encoders=6', 'epochs=10', 'seed=11'];
const encoderCount = 6;

/** The smallest run that trains. */
export const tiny = ['datapoints=50', 'encoders=4', 'epochs=1'];

/** A home with its own PostgreSQL, a dataset, and one run that nobody disturbed. */
export interface Rig {
  readonly server: OwnServer;
  /** Id and scores of the undisturbed run. */
  readonly undisturbed: { id: string; scores: unknown[] };
  /** `engram start` and the address of its API. */
  startProgram(): Promise<{ program: EngramProcess; api: string }>;
  /** A command in a process of its own; it is killed at the end. */
  start(...args: string[]): EngramProcess;
  /** A run that trains all of its encoders anew. */
  queueRun(): Promise<string>;
  /** Waits until the run has SUCCEEDED, and sees that it is the undisturbed one to the last bit, published once. */
  expectUndisturbed(id: string): Promise<void>;
  /** Waits until the run has ended, whatever happens to the database meanwhile. */
  untilEnded(id: string): Promise<void>;
  /** What the processes logged that may not happen, however the database behaves. */
  mishaps(): Promise<string[]>;
  close(): Promise<void>;
}

export async function openRig(): Promise<Rig> {
  const server = await openOwnServer({ maxConnections: 3 });
  const commands = new Commands(
    { home: server.home, env: { ENGRAM_API_PORT: '0', ENGRAM_WEB_PORT: '0' }, timeoutMs: 400_000 },
    settings,
  );
  await commands.done('import', 'dataset', 'mnist');
  const id = await commands.run();
  const undisturbed = { id, scores: await commands.scoresOf(id) };
  const untilEnded = async (run: string): Promise<void> => {
    await until(
      `the run ${run} has ended`,
      async () => {
        const row = await runs.find(server.store, run).catch(() => null);
        return row !== null && isFinished(row.status);
      },
      { timeoutMs: 240_000, intervalMs: 200 },
    );
  };
  return {
    server,
    undisturbed,
    start: (...args) => commands.start(args),
    async startProgram() {
      const program = commands.start(['start', '--no-demo', '--json']);
      const api = await until(
        'the API is up',
        async () => /"api": ?"(http:[^"]*)\/graphql"/.exec(program.stdout)?.[1],
      );
      return { program, api };
    },
    async queueRun() {
      await freeTrainedEncoders(server.store);
      return commands.run('--no-follow');
    },
    untilEnded,
    async mishaps() {
      const log = await readFile(join(server.home, 'logs', 'engram.log'), 'utf8').catch(() => '');
      const events =
        /"event":"(unexpected error|run failed|encoder failed|failed a run[^"]*|dashboard ended)"/;
      return log.split('\n').filter((line) => events.test(line));
    },
    async expectUndisturbed(run) {
      await untilEnded(run);
      // The database may still be recovering.
      const { status, error } = (await untilAvailable(() => runs.find(server.store, run)))!;
      expect({ status, error }).toEqual({ status: 'SUCCEEDED', error: null });
      expect(await commands.scoresOf(run)).toEqual(undisturbed.scores);
      expect(await encoders.count(server.store, run)).toBe(encoderCount);
      expect(await trainedCount(server.store, run)).toBe(encoderCount);
      const { rows } = await server.store.pool.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM score WHERE run_id = $1',
        [run],
      );
      expect(rows[0]!.count).toBe(undisturbed.scores.length);
    },
    async close() {
      await commands.kill();
      await server.close();
    },
  };
}

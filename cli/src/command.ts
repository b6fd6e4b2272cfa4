import { existsSync } from 'node:fs';
import { DomainError } from '@engram/core';
import type { Command } from 'commander';
import type { Store, StoreOptions } from '@engram/store';
import { readSettings, remarks, type Settings } from './settings/env.ts';
import { openLog, type Log } from './log.ts';
import { Output } from './output/output.ts';

/** What every command works with. */
export interface Context {
  settings: Settings;
  output: Output;
  log: Log;
  /** Fires at Ctrl-C or SIGTERM. A command that never asks for it is broken off there and then. */
  readonly interrupted: AbortSignal;
  /** Opens the store; it is closed when the command ends. */
  openStore(o?: OpenOptions): Promise<Store>;
  /** Runs when the command ends, however it ends, the last one first. */
  atEnd(close: () => Promise<void>): void;
}

export interface OpenOptions {
  /** Whether the artifacts may be elsewhere than ENGRAM_ARTIFACTS says: who moves them names the place. */
  anyPlace?: boolean;
}

export interface GlobalOptions {
  json?: boolean;
  debug?: boolean;
}

/** What shells expect after Ctrl-C. */
export const interruptedExitCode = 130;

const interruption = new AbortController();

/** Turns the first Ctrl-C or SIGTERM into a signal; a second one ends the process at once. */
function listenForInterruption(): AbortSignal {
  const interrupt = (): void => {
    if (interruption.signal.aborted) process.exit(interruptedExitCode);
    interruption.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  process.on('SIGHUP', interrupt);
  return interruption.signal;
}

/** Decides how many connections the command needs at least. */
function purposeOf(verb: string): StoreOptions['purpose'] {
  return verb === 'start' || verb === 'serve' || verb === 'worker' ? verb : 'command';
}

/** A mistyped ENGRAM_HOME must not become a new and empty store without a word. */
async function announceHome({ home, databaseUrl }: Settings, output: Output): Promise<void> {
  const { examineHome, resolveHome } = await import('@engram/store');
  if (databaseUrl === undefined) {
    if (!(await examineHome(home)).hasDatabase)
      output.say(`Making a new, empty store in ${home} (ENGRAM_HOME), which has none yet.`);
  } else if (home !== resolveHome(undefined) && !existsSync(home))
    output.say(
      `${home} (ENGRAM_HOME) does not exist yet; files of datasets and encoders will be kept there.`,
    );
}

/** Wraps the work of a command: settings, output, store and clean-up. */
export function action<Arguments extends unknown[]>(
  work: (context: Context, options: Record<string, unknown>, ...args: Arguments) => Promise<void>,
): (this: Command, ...args: unknown[]) => Promise<void> {
  return async function (this: Command, ...given) {
    const command = given.at(-1) as Command;
    const options = command.optsWithGlobals<Record<string, unknown> & GlobalOptions>();
    const args = given.slice(0, -2) as Arguments;
    const settings = readSettings();
    const output = new Output(options.json === true);
    for (const remark of remarks) output.say(`engram: ${remark}`);
    const closers: (() => Promise<void>)[] = [];
    const signal = listenForInterruption();
    let handlesInterruption = false;
    const context: Context = {
      settings,
      output,
      log: openLog(settings.home, { onStderr: settings.logsOnStderr }),
      get interrupted() {
        handlesInterruption = true;
        return signal;
      },
      atEnd: (close) => void closers.push(close),
      async openStore({ anyPlace = false } = {}) {
        const { openStore } = await import('@engram/store');
        await announceHome(settings, output);
        const store = await openStore({
          home: settings.home,
          databaseUrl: settings.databaseUrl,
          artifacts: anyPlace ? undefined : settings.artifacts,
          cacheBytes: settings.cacheBytes,
          applicationName: `engram ${command.name()}`,
          purpose: purposeOf(command.name()),
        });
        closers.push(() => store.close());
        return store;
      },
    };
    try {
      const brokenOff = new Promise<void>((resolve) =>
        signal.addEventListener('abort', () => {
          if (handlesInterruption) return;
          process.exitCode = interruptedExitCode;
          resolve();
        }),
      );
      await Promise.race([work(context, options, ...args), brokenOff]);
    } catch (error) {
      if (signal.aborted && error instanceof DomainError && error.code === 'CANCELLED')
        process.exitCode = interruptedExitCode;
      throw error;
    } finally {
      for (const close of closers.reverse()) await close();
    }
  };
}

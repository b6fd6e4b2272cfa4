import type { RunConfigInput } from '@engram/core';
import type { Store } from '@engram/store';
import type { Caller } from './access/caller.ts';
import type { ConcurrencyLimiter } from './limits/concurrency-limiter.ts';
import type { NotesWatch } from './notes/notes-watch.ts';
import type { FigureMaker } from './snapshot/figure-maker.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import type { Log } from './log.ts';

/** What the server needs to queue runs; the command that starts it knows both. */
export interface RunSettings {
  /** Version of the code that a worker must have to execute a run queued here. */
  codeVersion: string;
  /** Configurations by name, for `createRun(input: { preset })`. */
  presets: Readonly<Record<string, RunConfigInput>>;
}

/** What every resolver gets; the loaders live for one request. */
export interface Context {
  /** Its statements are cancelled when the request takes too long or its client has gone. */
  store: Store;
  requestId: string;
  log: Log;
  loaders: Loaders;
  caller: Caller;
  limiter: ConcurrencyLimiter;
  /** Follows notes for all streams of this process. */
  notes: NotesWatch;
  /** To be called when its operation was executed. */
  release: () => void;
  /** Objects that this operation may return, at least 1; 0 until it is admitted. */
  cost: number;
  /** Of a stream: aborted when its reader has left. */
  signal?: AbortSignal;
  /** Whether documents other than those of our own pages are rejected. */
  persistedOnly: boolean;
  /** Where people reach this server's permalinks, without a slash at the end; absent when that is not known. */
  publicUrl?: string;
  /** Absent when this server cannot queue runs. */
  runSettings?: RunSettings;
  /** Absent when this server draws no figures. */
  figures?: FigureMaker;
}

export type ContextOptions = Pick<
  Context,
  | 'store'
  | 'requestId'
  | 'log'
  | 'caller'
  | 'limiter'
  | 'notes'
  | 'persistedOnly'
  | 'publicUrl'
  | 'runSettings'
  | 'figures'
>;

export function createContext(options: ContextOptions): Context {
  return {
    ...options,
    loaders: createLoaders(options.store, options.caller),
    cost: 0,
    release: () => undefined,
  };
}

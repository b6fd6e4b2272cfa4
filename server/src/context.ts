import type { RunConfigInput } from '@engram/core';
import type { Store } from '@engram/store';
import { createLoaders, type Loaders } from './loaders.ts';

/** What the server needs to queue runs; the command that starts it knows both. */
export interface RunSettings {
  /** Version of the code that a worker must have to execute a run queued here. */
  codeVersion: string;
  /** Configurations by name, for `createRun(input: { preset })`. */
  presets: Readonly<Record<string, RunConfigInput>>;
}

/** What every resolver gets; the loaders live for one request. */
export interface Context {
  store: Store;
  loaders: Loaders;
  /** Absent when this server cannot queue runs. */
  runSettings?: RunSettings;
}

export function createContext(store: Store, runSettings?: RunSettings): Context {
  return { store, loaders: createLoaders(store), runSettings };
}

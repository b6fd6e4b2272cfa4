/** What executes tensors: models are written once against the TensorFlow.js API, and an engine is one of its backends. */
import type { EngineName } from '@engram/core';

export interface Engine {
  readonly name: EngineName;
  /** What the engine runs on: `cpu` or the name of a GPU. */
  readonly device: string;
  /** Version of the library that executes the tensors. */
  readonly version: string;
  /** Threads one operation may use; 0 when the library decides for itself. */
  readonly threads: number;
  /** Frees what the engine holds; a later `selectEngine` starts it afresh. */
  dispose(): Promise<void>;
}

export interface EngineOptions {
  /** Threads one operation may use; 1 by default, since two processes of one thread beat one of two. */
  threads?: number;
}

export interface EngineSurvey {
  readonly name: EngineName;
  readonly available: boolean;
  /** Why it is or is not available, one line. */
  readonly reason: string;
  readonly device: string | null;
  readonly version: string | null;
}

/** What each engine module provides. */
export interface EngineProvider {
  readonly name: EngineName;
  /** Loads what the engine needs and says whether it works; never throws. */
  survey(): Promise<EngineSurvey>;
  /** Makes it the current backend of TensorFlow.js; called only after a survey that found it available. */
  start(options: Required<EngineOptions>): Promise<Engine>;
}

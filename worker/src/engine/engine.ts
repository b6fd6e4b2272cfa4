/**
 * Chooses what executes tensors.
 *
 * Models are written once against the TensorFlow.js API; an engine is one of its backends. `auto` takes the
 * first that can be had: `tensorflow` (native, optional, CPU or GPU), `onnxruntime` (native, CPU), `cpu`
 * (plain JavaScript: slow, the reference in tests).
 */
import { commandLine, DomainError } from '@engram/core';
import { cpuEngine } from './cpu.ts';
import { registerGradients } from './gradients.ts';
import { onnxruntimeEngine } from './onnxruntime.ts';
import { tensorflowEngine } from './tensorflow.ts';

export type EngineName = 'tensorflow' | 'onnxruntime' | 'cpu';

export interface Engine {
  readonly name: EngineName;
  /** What the engine runs on, in words: `cpu` or the name of a GPU. */
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

/** In the order `auto` prefers. */
const providers: readonly EngineProvider[] = [tensorflowEngine, onnxruntimeEngine, cpuEngine];

/**
 * Makes an engine the current one for every tensor made from now on.
 *
 * @throws DomainError `ENGINE_UNAVAILABLE` when the engine asked for cannot be loaded here.
 */
export async function selectEngine(
  preference: 'auto' | EngineName,
  options: EngineOptions = {},
): Promise<Engine> {
  const { threads = 1 } = options;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new DomainError(
      'INVALID_ARGUMENT',
      `threads must be a whole number from 1 up, got ${threads}; leave it out for one thread.`,
    );
  }
  const wanted = providers.filter(({ name }) => preference === 'auto' || preference === name);
  const reasons: string[] = [];
  for (const provider of wanted) {
    const survey = await provider.survey();
    if (survey.available) {
      registerGradients();
      return provider.start({ threads });
    }
    reasons.push(`${provider.name}: ${survey.reason}`);
  }
  throw new DomainError(
    'ENGINE_UNAVAILABLE',
    `The engine '${preference}' cannot be used here (${reasons.join('; ') || 'no such engine'}). ` +
      `Choose 'auto', or see the state of each engine with: ${commandLine('doctor')}`,
  );
}

/** The state of every engine on this machine, in the order `auto` prefers them. */
export async function surveyEngines(): Promise<EngineSurvey[]> {
  const surveys: EngineSurvey[] = [];
  for (const provider of providers) surveys.push(await provider.survey());
  return surveys;
}

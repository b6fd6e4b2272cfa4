/**
 * Chooses what executes tensors.
 *
 * Models are written once against the TensorFlow.js API; an engine is one of its backends. `auto` takes the
 * first that can be had: `tensorflow` (native, optional, CPU or GPU), `onnxruntime` (native, CPU), `cpu`
 * (plain JavaScript: slow, the reference in tests).
 */
import { commandLine, DomainError, type EngineName } from '@engram/core';
import { cpuEngine } from './cpu.ts';
import type { Engine, EngineOptions, EngineProvider, EngineSurvey } from './engine.ts';
import { registerGradients } from './gradients.ts';
import { onnxruntimeEngine } from './onnxruntime.ts';
import { tensorflowEngine } from './tensorflow.ts';

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

/**
 * Chooses what executes tensors.
 *
 * Models are written once against the TensorFlow.js API; an engine is one of its backends. `engineDefinitions` of core lists
 * them in the order in which `auto` tries them.
 */
import { commandLine, DomainError, InvariantError, type EngineName, type EngineSetting } from '@engram/core';
import { cpuEngine } from './cpu.ts';
import type { Engine, EngineOptions, EngineProvider } from './engine.ts';
import { registerGradients } from './gradients.ts';
import { cudaEngine, onnxruntimeEngine, webgpuEngine } from './onnxruntime.ts';
import { firstLine } from '../devices/engine-survey.ts';
import { tensorflowEngine } from './tensorflow.ts';

const providers: Readonly<Record<EngineName, EngineProvider>> = {
  tensorflow: tensorflowEngine,
  'onnxruntime:cuda': cudaEngine,
  'onnxruntime:webgpu': webgpuEngine,
  onnxruntime: onnxruntimeEngine,
  cpu: cpuEngine,
};

/**
 * Makes an engine the current one for every tensor made from now on.
 *
 * @throws DomainError `ENGINE_UNAVAILABLE` when the engine asked for cannot be loaded here.
 */
export async function selectEngine(setting: EngineSetting, options: EngineOptions = {}): Promise<Engine> {
  const { threads = 1, stacks, surveyed } = options;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new DomainError(
      'INVALID_ARGUMENT',
      `threads must be a whole number from 1 up, got ${threads}; leave it out for one thread.`,
    );
  }
  const name = setting === 'auto' ? await automaticEngine() : setting;
  registerGradients();
  try {
    return await providers[name].start({
      threads,
      stacks,
      surveyed: surveyed?.name === name ? surveyed : undefined,
    });
  } catch (error) {
    if (error instanceof InvariantError) throw error;
    throw new DomainError(
      'ENGINE_UNAVAILABLE',
      `The engine '${name}' cannot be used here (${firstLine(error)}). ` +
        `Choose ENGRAM_ENGINE=auto, or see the state of each engine with: ${commandLine('doctor')}`,
      { cause: error },
    );
  }
}

/** Surveying takes another process: only where it must be. */
async function automaticEngine(): Promise<EngineName> {
  const { resolveEngine } = await import('../devices/survey-engines.ts');
  return (await resolveEngine('auto')).name;
}

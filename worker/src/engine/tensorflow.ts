/**
 * The engine `tensorflow`: libtensorflow through the optional packages `@tensorflow/tfjs-node-gpu` (tried
 * first) and `@tensorflow/tfjs-node`. Both fetch a native library when installed and may be missing; their
 * absence is a normal state, reported and not thrown.
 */
import * as tf from '@tensorflow/tfjs';
import type { EngineProvider, EngineSurvey } from './engine.ts';

const candidates = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const;

/** The part of its backend that is used here: the GPU package runs on the processor where it finds no CUDA device. */
interface TfjsNodeBackend {
  isUsingGpuDevice?: boolean;
}

/** The part of a tfjs-node module that is used here; its own types are absent where it is not installed. */
interface TfjsNodeModule {
  version?: Record<string, string>;
}

let surveyed: Promise<EngineSurvey> | undefined;

async function load(): Promise<EngineSurvey> {
  const failures: string[] = [];
  for (const packageName of candidates) {
    const before = tf.getBackend();
    try {
      // A name in a variable: type checkers and bundlers must not ask for the optional package.
      const module = (await import(packageName)) as TfjsNodeModule;
      if (!tf.engine().registryFactory['tensorflow']) throw new Error('it registered no backend');
      const { isUsingGpuDevice } = tf.engine().findBackend('tensorflow') as TfjsNodeBackend;
      if (before) await tf.setBackend(before);
      return {
        name: 'tensorflow',
        available: true,
        reason: `${packageName} is installed`,
        device: isUsingGpuDevice ? 'gpu (CUDA)' : 'cpu',
        version: module.version?.['tfjs-node'] ?? tf.version.tfjs,
      };
    } catch (error) {
      failures.push(`${packageName}: ${firstLine(error)}`);
    }
  }
  return {
    name: 'tensorflow',
    available: false,
    reason: failures.join('; '),
    device: null,
    version: null,
  };
}

function firstLine(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return 'not installed';
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? 'unknown error';
}

export const tensorflowEngine: EngineProvider = {
  name: 'tensorflow',
  survey: () => (surveyed ??= load()),
  async start() {
    const { device, version } = await tensorflowEngine.survey();
    await tf.setBackend('tensorflow');
    await tf.ready();
    // libtensorflow sizes its own thread pool; `threads` cannot be passed on.
    return {
      name: 'tensorflow',
      device: device ?? 'unknown',
      version: version ?? 'unknown',
      threads: 0,
      dispose: async () => {},
    };
  },
};

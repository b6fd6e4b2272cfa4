/** The engine `onnxruntime`: our lazy TensorFlow.js backend on the native onnxruntime-node, on the CPU. */
import * as tf from '@tensorflow/tfjs';
import type { EngineProvider, EngineSurvey } from './engine.ts';

const backendName = 'onnxruntime';

let surveyed: Promise<EngineSurvey> | undefined;

async function load(): Promise<EngineSurvey> {
  try {
    const { env } = await import('onnxruntime-node');
    const version = env.versions.node ?? env.versions.common;
    return {
      name: backendName,
      available: true,
      reason: 'onnxruntime-node loads its native library',
      device: 'cpu',
      version,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return {
      name: backendName,
      available: false,
      reason: `onnxruntime-node does not load: ${reason}`,
      device: null,
      version: null,
    };
  }
}

export const onnxruntimeEngine: EngineProvider = {
  name: backendName,
  survey: () => (surveyed ??= load()),
  async start({ threads }) {
    const { version } = await onnxruntimeEngine.survey();
    const { OnnxRuntimeBackend } = await import('./onnxruntime/backend.ts');
    const { registerKernels } = await import('./onnxruntime/kernels/register.ts');
    if (!tf.getKernel('Add', backendName)) registerKernels(backendName);
    const current: unknown = tf.findBackend(backendName);
    if (!(current instanceof OnnxRuntimeBackend && current.threads === threads)) {
      if (current instanceof OnnxRuntimeBackend) {
        await current.release();
        tf.removeBackend(backendName);
      }
      tf.registerBackend(backendName, () => new OnnxRuntimeBackend(threads));
    }
    await tf.setBackend(backendName);
    await tf.ready();
    const backend = tf.backend() as InstanceType<typeof OnnxRuntimeBackend>;
    return {
      name: backendName,
      device: 'cpu',
      version: version ?? 'unknown',
      threads,
      dispose: () => backend.release(),
    };
  },
};

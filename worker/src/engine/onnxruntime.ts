/** The engines `onnxruntime…`: our lazy TensorFlow.js backend on the native onnxruntime-node, on the processor or on a graphics device. */
import * as tf from '@tensorflow/tfjs';
import { InvariantError, type EngineName } from '@engram/core';
import type { EngineProvider } from './engine.ts';
import type { Finding } from '../devices/engine-survey.ts';
import {
  surveyCuda,
  surveyProcessor,
  surveyWebGpu,
  type ExecutionProvider,
} from '../devices/onnxruntime-survey.ts';

/** An execution provider of the library, as an engine. */
interface EngineSpec {
  name: EngineName & `onnxruntime${string}`;
  provider: ExecutionProvider;
  survey(): Promise<Finding>;
}

function onnxruntimeOn({ name, provider, survey }: EngineSpec): EngineProvider {
  let surveyed: Promise<Finding> | undefined;
  return {
    async start({ threads, stacks = false, surveyed: known }) {
      const finding = known ?? (await (surveyed ??= survey()));
      if (!finding.available) throw new Error(finding.reason);
      const { OnnxRuntimeBackend } = await import('./onnxruntime/backend.ts');
      const { registerKernels } = await import('./onnxruntime/kernels/register.ts');
      if (!tf.getKernel('Add', name)) registerKernels(name);
      const current: unknown = tf.findBackend(name);
      if (!(
        current instanceof OnnxRuntimeBackend &&
        current.threads === threads &&
        current.stacks === stacks
      )) {
        if (current instanceof OnnxRuntimeBackend) {
          await current.release();
          tf.removeBackend(name);
        }
        tf.registerBackend(name, () => new OnnxRuntimeBackend({ threads, provider, stacks }));
      }
      await tf.setBackend(name);
      await tf.ready();
      const backend = tf.backend();
      if (!(backend instanceof OnnxRuntimeBackend)) throw new InvariantError(`${name} is no backend of ours`);
      const { device, version } = finding;
      return { name, device: device.name, version, threads, dispose: () => backend.release() };
    },
  };
}

export const onnxruntimeEngine = onnxruntimeOn({
  name: 'onnxruntime',
  provider: 'cpu',
  survey: surveyProcessor,
});
export const cudaEngine = onnxruntimeOn({ name: 'onnxruntime:cuda', provider: 'cuda', survey: surveyCuda });
export const webgpuEngine = onnxruntimeOn({
  name: 'onnxruntime:webgpu',
  provider: 'webgpu',
  survey: surveyWebGpu,
});

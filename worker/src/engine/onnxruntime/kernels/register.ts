/** Tells TensorFlow.js about the kernels of the engine, and about those it lacks. */
import * as tf from '@tensorflow/tfjs';
import { DomainError } from '@engram/core';
import { type OnnxRuntimeBackend } from '../backend.ts';
import type { Node } from '../trace.ts';
import { arithmeticKernels } from './arithmetic.ts';
import { batchNormKernels } from './batch-norm.ts';
import { comparisonKernels } from './comparison.ts';
import { convolutionKernels } from './convolution.ts';
import { KernelInputs, type Kernel, type KernelTable } from './kernel.ts';
import { matmulKernels } from './matmul.ts';
import { normalizationKernels } from './normalization.ts';
import { poolingKernels } from './pooling.ts';
import { reductionKernels } from './reduction.ts';
import { shapeKernels } from './shape.ts';

const kernels: KernelTable = {
  ...arithmeticKernels,
  ...batchNormKernels,
  ...comparisonKernels,
  ...convolutionKernels,
  ...matmulKernels,
  ...normalizationKernels,
  ...poolingKernels,
  ...reductionKernels,
  ...shapeKernels,
};

/** Once a process: TensorFlow.js has one registry for all instances of a backend. */
export function registerKernels(backendName: string): void {
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    tf.registerKernel({ kernelName, backendName, kernelFunc: kernelFunction(kernel) });
  }
  registerViews(backendName);
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    if (tf.getKernel(kernelName, backendName)) continue;
    tf.registerKernel({ kernelName, backendName, kernelFunc: () => fail(kernelName, backendName) });
  }
}

function kernelFunction(kernel: Kernel): tf.KernelFunc {
  return ({ inputs, backend, attrs }) => {
    const engine = backend as OnnxRuntimeBackend;
    const nodes = new Map<string, Node>();
    for (const [name, info] of Object.entries(inputs)) {
      if (info) nodes.set(name, engine.nodeOf(info));
    }
    const result = kernel(new KernelInputs(nodes), attrs ?? {});
    return Array.isArray(result) ? result.map((node) => engine.tensorOf(node)) : engine.tensorOf(result);
  };
}

/** Kernels that give the same values another shape share the data with their input. */
function registerViews(backendName: string): void {
  const view = (kernelName: string, shapeOf: (x: tf.TensorInfo, attrs: tf.NamedAttrMap) => number[]) =>
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, backend, attrs }) => {
        const x = inputs['x'] as tf.TensorInfo;
        (backend as OnnxRuntimeBackend).incRef(x.dataId);
        return { dataId: x.dataId, shape: shapeOf(x, attrs ?? {}), dtype: x.dtype };
      },
    });
  view('Identity', (x) => x.shape);
  view('Reshape', (x, { shape }) =>
    tf.util.inferFromImplicitShape(shape as number[], tf.util.sizeFromShape(x.shape)),
  );
}

function fail(kernelName: string, backendName: string): never {
  throw new DomainError(
    'ENGINE_UNAVAILABLE',
    `The engine '${backendName}' has no kernel '${kernelName}'. Choose the engine 'cpu', or add the kernel ` +
      `under worker/src/engine/onnxruntime/kernels.`,
  );
}

/** Whether onnxruntime-node computes on a device: it is tried with a small product, whose values are compared. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { encodeModel } from '../engine/onnxruntime/onnx-model.ts';
import { firstLine, found, missing, processor, type Device, type Finding } from './engine-survey.ts';
import {
  cudaDevice,
  hasVulkanLoader,
  kernelDevices,
  vulkanDevice,
  vulkanManifests,
} from './graphics-devices.ts';

export type ExecutionProvider = 'cpu' | 'cuda' | 'webgpu';

/** x x for x = [1 2; 3 4]. */
const expected = [7, 10, 15, 22];

async function multiply(provider: ExecutionProvider): Promise<{ version: string; values: number[] }> {
  const { env, InferenceSession, Tensor } = await import('../engine/onnxruntime/library.ts');
  const [x, y] = [
    { name: 'x', type: 'float32', shape: [2, 2] } as const,
    { name: 'y', type: 'float32', shape: [2, 2] } as const,
  ];
  const product = { op: 'MatMul', domain: '', inputs: ['x', 'x'], outputs: ['y'], attributes: {} };
  const graph = { nodes: [product], inputs: [x], outputs: [y], initializers: [] };
  const session = await InferenceSession.create(encodeModel(graph), {
    executionProviders: [provider],
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  const { y: result } = await session.run({ x: new Tensor('float32', [1, 2, 3, 4], [2, 2]) });
  const values = Array.from(result?.data as Float32Array);
  await session.release();
  return { version: env.versions.node ?? env.versions.common, values };
}

async function surveyProvider(
  provider: ExecutionProvider,
  deviceOf: () => Promise<Device | null>,
  next: (error: string) => string | null,
): Promise<Finding> {
  try {
    const { version, values } = await multiply(provider);
    if (String(values) !== String(expected))
      return missing(`it multiplies wrongly: ${values.join(', ')} for ${expected.join(', ')}`, null);
    const device = await deviceOf();
    if (!device) return missing('it computes on a device that nothing names', null);
    return found(device, version, 'onnxruntime-node loads its native library, and computes with it');
  } catch (error) {
    const reason = firstLine(error).replace(/^.* was false\. /, '');
    return missing(`onnxruntime-node cannot use it: ${reason}`, next(reason));
  }
}

export const surveyProcessor = (): Promise<Finding> =>
  surveyProvider(
    'cpu',
    async () => processor,
    () => 'npm install',
  );

const cudaLibrary = 'libonnxruntime_providers_cuda.so';
const installCuda =
  'ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install (CUDA 12 and cuDNN 9 must be there)';

/** Where the native libraries lie; null where the package is absent. */
function libraryFolder(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve('onnxruntime-node');
    return join(dirname(entry), '..', 'bin', 'napi-v6', process.platform, process.arch);
  } catch {
    return null;
  }
}

export async function surveyCuda(): Promise<Finding> {
  const folder = libraryFolder();
  if (folder === null) return missing('onnxruntime-node is not installed', 'npm install');
  if (process.platform === 'linux' && !existsSync(join(folder, cudaLibrary))) {
    // Asking NVIDIA's tool takes seconds, and would only word a reason.
    const device = kernelDevices().find(({ name }) => name.startsWith('NVIDIA'));
    const without = `CUDA's library is not installed with onnxruntime-node`;
    return device
      ? missing(`${without}, for ${device.name}`, installCuda)
      : missing(`${without}, and Linux names no NVIDIA device`, null);
  }
  return surveyProvider('cuda', cudaDevice, () => installCuda);
}

export async function surveyWebGpu(): Promise<Finding> {
  if (process.platform !== 'linux') {
    const name = process.platform === 'darwin' ? 'GPU by Metal' : 'GPU by Direct3D 12';
    const device = { name, driver: null, memoryBytes: null, isSoftware: false };
    return surveyProvider(
      'webgpu',
      async () => device,
      () => null,
    );
  }
  if (!hasVulkanLoader()) return missing("Vulkan's loader is not installed", 'apt-get install libvulkan1');
  if (vulkanManifests().length === 0)
    return missing(
      'no graphics driver offers Vulkan',
      "install the graphics device's driver (Debian: nvidia-driver-libs, or mesa-vulkan-drivers for AMD and Intel)",
    );
  return surveyProvider(
    'webgpu',
    () => vulkanDevice(),
    () => null,
  );
}

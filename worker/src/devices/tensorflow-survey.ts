/**
 * Whether libtensorflow is here, through the optional packages `@tensorflow/tfjs-node-gpu` (tried first) and
 * `@tensorflow/tfjs-node`. Both fetch a native library when installed; their absence is a normal state.
 */
import { createRequire } from 'node:module';
import { firstLine, found, missing, processor, type Device, type Finding } from './engine-survey.ts';
import { cudaDevice } from './graphics-devices.ts';

const tensorflowPackages = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const;

/** The part of its backend that is used here: the GPU package runs on the processor where it finds no CUDA device. */
interface TfjsNodeBackend {
  isUsingGpuDevice?: boolean;
}

/** The part of a tfjs-node module that is used here; its own types are absent where it is not installed. */
interface TfjsNodeModule {
  version?: Record<string, string>;
}

const isInstalled = (name: string): boolean => {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
};

/** Loads the first of the packages that registers its backend. @throws Error with a reason for each of them */
export async function loadTensorflow(): Promise<{ packageName: string; version: string; usesGpu: boolean }> {
  const failures: string[] = [];
  for (const packageName of tensorflowPackages) {
    try {
      if (!isInstalled(packageName)) throw new Error('not installed');
      const tf = await import('@tensorflow/tfjs');
      const before = tf.getBackend();
      // A name in a variable: type checkers and bundlers must not ask for the optional package.
      const module = (await import(packageName)) as TfjsNodeModule;
      if (!tf.engine().registryFactory['tensorflow']) throw new Error('it registered no backend');
      const { isUsingGpuDevice } = tf.engine().findBackend('tensorflow') as TfjsNodeBackend;
      if (before) await tf.setBackend(before);
      const version = module.version?.['tfjs-node'] ?? tf.version.tfjs;
      return { packageName, version, usesGpu: isUsingGpuDevice === true };
    } catch (error) {
      failures.push(`${packageName}: ${firstLine(error)}`);
    }
  }
  throw new Error(failures.join('; '));
}

export const tensorflowDevice = async (usesGpu: boolean): Promise<Device> =>
  usesGpu ? cudaDevice() : processor;

export async function surveyTensorflow(): Promise<Finding> {
  try {
    const { packageName, version, usesGpu } = await loadTensorflow();
    return found(await tensorflowDevice(usesGpu), version, `${packageName} is installed`);
  } catch (error) {
    return missing(firstLine(error), 'npm install, where storage.googleapis.com can be reached');
  }
}

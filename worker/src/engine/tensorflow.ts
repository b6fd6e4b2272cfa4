/** The engine `tensorflow`: libtensorflow through one of two optional packages. */
import * as tf from '@tensorflow/tfjs';
import type { EngineProvider } from './engine.ts';
import { loadTensorflow, tensorflowDevice } from '../devices/tensorflow-survey.ts';

export const tensorflowEngine: EngineProvider = {
  async start({ surveyed }) {
    const { version, usesGpu } = await loadTensorflow();
    await tf.setBackend('tensorflow');
    await tf.ready();
    // libtensorflow sizes its own thread pool; `threads` cannot be passed on.
    return {
      name: 'tensorflow',
      device: (surveyed?.device ?? (await tensorflowDevice(usesGpu))).name,
      version,
      threads: 0,
      dispose: async () => {},
    };
  },
};

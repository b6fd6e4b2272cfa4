/** The engine `cpu`: TensorFlow.js in plain JavaScript. Slow and exact; the reference of the engine tests. */
import * as tf from '@tensorflow/tfjs';
import type { EngineProvider } from './engine.ts';

// Otherwise TensorFlow.js greets its first tensor in Node with an advertisement on stderr.
tf.env().set('PROD', true);

export const cpuEngine: EngineProvider = {
  async start() {
    await tf.setBackend('cpu');
    await tf.ready();
    return {
      name: 'cpu',
      device: 'cpu',
      version: tf.version['tfjs-backend-cpu'],
      threads: 1,
      dispose: async () => {},
    };
  },
};

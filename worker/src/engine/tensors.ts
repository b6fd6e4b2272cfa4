/** TensorFlow.js, for benchmarks: the worker's package.json declares it. */
export * as tf from '@tensorflow/tfjs';

import type * as tf from '@tensorflow/tfjs';

/** `train` normalises by the batch and moves the running statistics; `evaluate` uses the running statistics. */
export type Mode = 'train' | 'evaluate';

/** One step of a network; its result belongs to the `tf.tidy` around the call. */
export type Layer<In extends tf.Tensor, Out extends tf.Tensor> = (x: In, mode: Mode) => Out;

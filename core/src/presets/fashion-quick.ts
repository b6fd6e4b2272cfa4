/**
 * The demo's settings on 1,000 pieces of clothing of Fashion-MNIST.
 *
 *     engram import dataset idx:train-images-idx3-ubyte.gz,train-labels-idx1-ubyte.gz --name fashion-mnist
 *     engram run fashion-quick      minutes on two cores (docs/presets.md)
 */
import type { RunConfigInput } from '../config/run-config.ts';
import { mnistQuick } from './mnist-quick.ts';

export const fashionQuick: RunConfigInput = {
  ...mnistQuick,
  name: 'fashion-quick',
  dataset: 'fashion-mnist',
};

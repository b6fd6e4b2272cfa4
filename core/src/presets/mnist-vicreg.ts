/**
 * The demo's digits and views under VICReg instead of SimCLR, to compare methods.
 *
 *     engram run mnist-vicreg       minutes on two cores
 */
import type { RunConfigInput } from '../config/run-config.ts';
import { mnistQuick } from './mnist-quick.ts';

export const mnistVicreg: RunConfigInput = {
  ...mnistQuick,
  name: 'mnist-vicreg',
  method: { key: 'vicreg' },
  optimizer: { learningRate: 0.01 },
};

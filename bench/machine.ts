/** What figures are taken on. */
import { availableParallelism, cpus, totalmem } from 'node:os';

export interface Machine {
  processor: string;
  /** Threads that this process may use. */
  threads: number;
  memoryBytes: number;
  node: string;
}

export const thisMachine = (): Machine => ({
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  threads: availableParallelism(),
  memoryBytes: totalmem(),
  node: process.version,
});

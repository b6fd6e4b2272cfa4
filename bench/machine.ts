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

/** In a line, such as `2 × Intel Xeon, Node v20.20.2`. */
export const machineLine = ({ threads, processor, node }: Machine = thisMachine()): string =>
  `${threads} × ${processor}, Node ${node}`;

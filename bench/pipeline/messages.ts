import type { DatapointValues, RunConfig, SplitPlan } from '@engram/core';
import type { RunData } from '../../worker/src/datasets/run-data.ts';

/** Datapoints with their values, [N, H, W, C]. */
export type SentData = Omit<RunData, 'pixels'> & { pixels: DatapointValues };

/** What each process of the benchmark is told; structured clones over the channel of `child_process.fork`. */
export type ToProcess =
  | {
      kind: 'load';
      engine: string;
      config: RunConfig;
      data: SentData;
      /** The candidates alone, which are scored. */
      candidates: SentData;
      plan: SplitPlan;
      /** Encoders of this process. */
      encoders: number[];
    }
  | { kind: 'train' }
  | { kind: 'score' }
  | { kind: 'finish' };

export interface FromProcess {
  /** The step that is done, or why it failed. */
  kind: 'loaded' | 'trained' | 'scored' | 'finished' | 'failed';
  engine: string;
  peakRssBytes: number;
  /** Of all its threads so far. */
  processorSeconds: number;
  /** Mean alignment loss of the encoders of this process, once scored. */
  meanAlignment: number | null;
  error: string | null;
}

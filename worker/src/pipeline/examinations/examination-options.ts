import type { RunConfig } from '@engram/core';
import type { RunData } from '../../datasets/run-data.ts';
import type { Encoder } from '../../encoders/encoder.ts';

/** What an examination of one encoder reads. */
export interface ExaminationOptions {
  config: RunConfig;
  /** Frozen. */
  encoder: Encoder;
  data: RunData;
  /** [N] 1 where the encoder was trained on the datapoint. */
  mask: Uint8Array;
  /** Seed that the encoder began from. */
  initialisationSeed: string;
  signal?: AbortSignal;
}

/** What those read that test on datapoints which no encoder of the run saw. */
export interface UnseenOptions extends ExaminationOptions {
  unseen: RunData;
  /** Of the other dataset that the request names. */
  elsewhere?: RunData;
}

import type { MeasureKey, RunConfig } from '@engram/core';
import type { RunData } from '../datasets/run-data.ts';
import type { Encoder } from '../encoders/encoder.ts';
import type { ViewCache } from './scoring-views.ts';

/** How a run measures. Its views, and what they are drawn from, are the same for every encoder of the run. */
export interface MeasureSettings {
  /** Views, distance, layer and policy; what the scoring leaves out is that of the training. */
  readonly config: RunConfig;
  /** Spares rendering the views again for the next encoder of the run. */
  readonly viewCache: ViewCache;
  /** Receives the distance of each pair of views: [N, M(M − 1)/2]; for measures that look at pairs. */
  readonly pairDistances?: Float32Array;
  onProgress?(datapointsDone: number, datapointsTotal: number): void;
  readonly signal?: AbortSignal;
}

/** What a measure read off one encoder. */
export interface Measured {
  /** [N], in float64 from float32 representations. */
  readonly perDatapoint: Float64Array;
  /** Median over the datapoints of the noise that another draw of views would bring; null where the measure has none. */
  readonly viewNoise: number | null;
}

/** What is read off an encoder for each datapoint. A measure knows neither the design nor whether the encoder saw the datapoint. */
export interface Measure {
  readonly key: MeasureKey;
  /**
   * @param encoder stays the caller's
   * @param data N datapoints; its classes are for measures that say that they use labels
   * @throws DomainError CANCELLED when the signal is aborted; INVALID_SCORE_INPUT for a representation without direction
   */
  of(encoder: Encoder, data: RunData, settings: MeasureSettings): Promise<Measured>;
}

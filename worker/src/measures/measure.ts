import type { AnyRunConfig, MeasureKey, UnitSelectivity } from '@engram/core';
import type { RunData } from '../datasets/run-data.ts';
import type { Encoder, Projector } from '../encoders/encoder.ts';
import type { ViewCache } from './scoring-views.ts';

/** How a run measures. Its views, and what they are drawn from, are the same for every encoder of the run. */
export interface MeasureSettings {
  /** Views, distance, layer and policy; what the scoring leaves out is that of the training. */
  readonly config: AnyRunConfig;
  /** Spares rendering the views again for the next encoder of the run. */
  readonly viewCache: ViewCache;
  /** Receives the distance of each pair of views: [N, M(M − 1)/2]; for measures that look at pairs. */
  readonly pairDistances?: Float32Array;
  /** What the encoder's method trained to tell classes apart, on dense labels; null, or left out, where there is none. */
  readonly classifier?: Projector | null;
  /** Labelled datapoints of the dataset that the run does not use, for measures that ask for them. */
  readonly unseen?: RunData;
  onProgress?(datapointsDone: number, datapointsTotal: number): void;
  readonly signal?: AbortSignal;
}

/** What a measure read off one encoder. */
export interface Measured {
  /** [N], in float64 from float32 representations. */
  readonly perDatapoint: Float64Array;
  /** Median over the datapoints of the noise that another draw of views would bring; null where the measure has none. */
  readonly viewNoise: number | null;
  /** [L, N] of every layer from the input on; of measures that look at layers. */
  readonly perLayer?: Float64Array;
  /** The most selective units of the layer measured, the most selective first; maximizers are positions. */
  readonly units?: readonly UnitSelectivity[];
}

/** What is read off an encoder for each datapoint. A measure knows neither the design nor whether the encoder saw the datapoint. */
export interface Measure {
  readonly key: MeasureKey;
  /** Whether it fills `pairDistances`. */
  readonly givesPairDistances?: boolean;
  /**
   * @param encoder stays the caller's
   * @param data N datapoints; its classes are for measures that say that they use labels
   * @throws DomainError CANCELLED when the signal is aborted; INVALID_SCORE_INPUT for a representation without direction
   */
  readonly of: (encoder: Encoder, data: RunData, settings: MeasureSettings) => Promise<Measured>;
}

import { setImmediate } from 'node:timers/promises';
import {
  alignmentLosses,
  DomainError,
  leastViewsForNoise,
  median,
  pairCount,
  viewNoise,
  type RunConfig,
} from '@engram/core';
import type { Encoder } from '../encoders/encoder.ts';
import { encode } from './encode.ts';
import type { RunData } from './run-data.ts';
import { ViewCache } from './scoring-views.ts';

export interface ScoreEncoderOptions {
  config: RunConfig;
  encoder: Encoder;
  data: RunData;
  /** Spares rendering the views again for the next encoder of the run. */
  viewCache?: ViewCache;
  /** Receives the distance of each pair of views: [N, M(M − 1)/2]. */
  pairDistances?: Float32Array;
  onProgress?(datapointsDone: number, datapointsTotal: number): void;
  signal?: AbortSignal;
}

export interface EncoderAlignment {
  /** [N], in float64 from float32 representations. */
  alignment: Float64Array;
  /** Median over the datapoints of `viewNoise`; null for two views, of which none can be left out. */
  viewNoise: number | null;
}

/**
 * Alignment loss of each datapoint under one encoder: the mean distance over all pairs of its M views, which are the same for
 * every encoder of the run.
 *
 * @throws DomainError CANCELLED when the signal is aborted; INVALID_SCORE_INPUT for a representation without direction
 */
export async function scoreEncoder(options: ScoreEncoderOptions): Promise<EncoderAlignment> {
  const { config, encoder, data, viewCache = new ViewCache(0), pairDistances, onProgress, signal } = options;
  const { views, distance, unitNorm, layer } = config.scoring;
  const count = data.indices.length;
  const alignment = new Float64Array(count);
  const noise = views < leastViewsForNoise ? null : new Float64Array(count);
  const pairs = pairCount(views);
  let done = 0;
  for (const { datapoints, images } of viewCache.blocks(config, data)) {
    if (signal?.aborted)
      throw new DomainError('CANCELLED', `Scoring was cancelled after ${done} of ${count} datapoints.`);
    const representations = await encode(encoder, images, datapoints * views, layer); // [datapoints · M, D]
    const dims = representations.length / (datapoints * views);
    const shape = { datapoints, views, dims };
    const end = done + datapoints;
    const distances =
      pairDistances?.subarray(done * pairs, end * pairs) ?? new Float32Array(datapoints * pairs);
    alignmentLosses(representations, shape, { distance, unitNorm }, alignment.subarray(done, end), distances);
    if (noise) viewNoise(distances, views, noise.subarray(done, end));
    done = end;
    onProgress?.(done, count);
    await setImmediate();
  }
  return { alignment, viewNoise: noise && median(noise) };
}

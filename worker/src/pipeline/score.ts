import { setImmediate } from 'node:timers/promises';
import { alignmentLosses, DomainError, pairCount, type RunConfig } from '@engram/core';
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

/**
 * Alignment loss of each datapoint under one encoder: the mean distance over all pairs of its M views, which are the same for
 * every encoder of the run.
 *
 * @returns [N], in float64 from float32 representations
 * @throws DomainError CANCELLED when the signal is aborted; INVALID_SCORE_INPUT for a representation without direction
 */
export async function scoreEncoder(options: ScoreEncoderOptions): Promise<Float64Array> {
  const { config, encoder, data, viewCache = new ViewCache(0), pairDistances, onProgress, signal } = options;
  const { views, distance, unitNorm } = config.scoring;
  const losses = new Float64Array(data.indices.length);
  const pairs = pairCount(views);
  let done = 0;
  for (const { datapoints, images } of viewCache.blocks(config, data)) {
    if (signal?.aborted)
      throw new DomainError(
        'CANCELLED',
        `Scoring was cancelled after ${done} of ${losses.length} datapoints.`,
      );
    const representations = await encode(encoder, images, datapoints * views); // [datapoints · M, D]
    const shape = { datapoints, views, dims: encoder.dims };
    const end = done + datapoints;
    alignmentLosses(
      representations,
      shape,
      { distance, unitNorm },
      losses.subarray(done, end),
      pairDistances?.subarray(done * pairs, end * pairs),
    );
    done = end;
    onProgress?.(done, losses.length);
    await setImmediate();
  }
  return losses;
}

/**
 * The alignment loss L_align(f, x) of each datapoint under one encoder: the mean distance between the representations of its M views,
 * over all M(M − 1)/2 pairs (Wang et al., arXiv 2401.12233, section 3; the paper draws the pairs, here every pair counts).
 * At least 0; 0 where all views have one representation. Costs one pass of N · M images.
 */
import { setImmediate } from 'node:timers/promises';
import { alignmentLosses, leastViewsForNoise, median, pairCount, viewNoise } from '@engram/core';
import { encode } from '../encoders/encode.ts';
import { assertGoingOn } from './assert-going-on.ts';
import type { Measure } from './measure.ts';

export const alignment: Measure = {
  key: 'alignment',
  givesPairDistances: true,
  async of(encoder, data, { config, viewCache, pairDistances, onProgress, signal }) {
    const { views, distance, unitNorm, layer } = config.scoring;
    const count = data.indices.length;
    const losses = new Float64Array(count);
    const noise = views < leastViewsForNoise ? null : new Float64Array(count);
    const pairs = pairCount(views);
    let done = 0;
    for (const { datapoints, images } of viewCache.blocks(config, data)) {
      assertGoingOn(signal, done, count);
      const representations = await encode(encoder, images, datapoints * views, layer); // [datapoints · M, D]
      const dims = representations.length / (datapoints * views);
      const shape = { datapoints, views, dims };
      const end = done + datapoints;
      const distances =
        pairDistances?.subarray(done * pairs, end * pairs) ?? new Float32Array(datapoints * pairs);
      alignmentLosses(representations, shape, { distance, unitNorm }, losses.subarray(done, end), distances);
      if (noise) viewNoise(distances, views, noise.subarray(done, end));
      done = end;
      onProgress?.(done, count);
      await setImmediate();
    }
    return { perDatapoint: losses, viewNoise: noise && median(noise) };
  },
};

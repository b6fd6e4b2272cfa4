/**
 * The alignment loss of each datapoint at every layer of one encoder (Wang et al. 2024, arXiv 2409.19069): of the flattened output of inner layers,
 * and of the representation. Distance and norm are those of the run. Costs, for each layer, one pass of N · M images up to it, and
 * O(N · M² · D) with D the flattened size; one block of views is in memory at a time.
 */
import { setImmediate } from 'node:timers/promises';
import { alignmentLosses, encoderLayer, representationLayer } from '@engram/core';
import { encode } from '../encoders/encode.ts';
import { assertGoingOn } from './assert-going-on.ts';
import type { Measure } from './measure.ts';

export const layerAlignment: Measure = {
  key: 'layer-alignment',
  async of(encoder, data, { config, viewCache, onProgress, signal }) {
    const { views, distance, unitNorm, layer = representationLayer } = config.scoring;
    const count = data.indices.length;
    const { layers } = encoder;
    const perLayer = new Float64Array(layers.length * count); // [L, N]
    let done = 0;
    for (const { datapoints, images } of viewCache.blocks(config, data)) {
      assertGoingOn(signal, done, count);
      for (const { index, name } of layers) {
        const outputs = await encode(encoder, images, datapoints * views, name, 'flattened'); // [datapoints · M, D]
        const dims = outputs.length / (datapoints * views);
        const from = index * count + done;
        const out = perLayer.subarray(from, from + datapoints);
        const options = { distance, unitNorm, firstDatapoint: done };
        alignmentLosses(outputs, { datapoints, views, dims }, options, out);
      }
      done += datapoints;
      onProgress?.(done, count);
      await setImmediate();
    }
    const { index } = encoderLayer(encoder.config, layer);
    return { perDatapoint: perLayer.slice(index * count, (index + 1) * count), viewNoise: null, perLayer };
  },
};

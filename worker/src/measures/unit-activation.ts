/**
 * How far a datapoint drives some unit of a layer beyond all others, and which datapoint drives each unit most (Wang et al. 2024, arXiv 2409.19069).
 * A unit is a feature of the layer measured; of a convolution, a channel, averaged over its positions. Departures: an activation is what a ReLU lets
 * pass, max(0, a), which changes nothing after a ReLU; so selectivities lie in [0, 1] under every encoder. Costs two passes of N · M images, or one
 * where N · U mean activations fit in 64 MB; memory O(U) beside them.
 */
import { setImmediate } from 'node:timers/promises';
import { meanOverViews, UnitActivations } from '@engram/core';
import type { RunData } from '../datasets/run-data.ts';
import type { Encoder } from '../encoders/encoder.ts';
import { encode } from '../encoders/encode.ts';
import { assertGoingOn } from './assert-going-on.ts';
import type { Measure, MeasureSettings } from './measure.ts';

/** Units of an encoder that are reported. */
const maxUnits = 256;
/** Values of the table of mean activations that may be kept. */
const maxKept = 2 ** 23;

interface ActivationBlock {
  /** U */
  units: number;
  /** [B, U] mean activations of some datapoints */
  means: Float64Array;
}

async function* activationBlocks(
  encoder: Encoder,
  data: RunData,
  { config, viewCache, signal }: MeasureSettings,
): AsyncGenerator<ActivationBlock> {
  const { views, layer } = config.scoring;
  let done = 0;
  for (const { datapoints, images } of viewCache.blocks(config, data)) {
    assertGoingOn(signal, done, data.indices.length);
    const outputs = await encode(encoder, images, datapoints * views, layer); // [datapoints · M, U]
    const units = outputs.length / (datapoints * views);
    // Written so that NaN stays.
    const active = outputs.map((value) => (value < 0 ? 0 : value));
    yield { units, means: meanOverViews(active, { datapoints, views, units }) };
    done += datapoints;
    await setImmediate();
  }
}

export const unitActivation: Measure = {
  key: 'unit-activation',
  async of(encoder, data, settings) {
    const count = data.indices.length;
    const kept: ActivationBlock[] = [];
    let activations: UnitActivations | null = null;
    let [done, keeps] = [0, true];
    for await (const { means, units } of activationBlocks(encoder, data, settings)) {
      activations ??= new UnitActivations(units);
      activations.add(means);
      keeps = units * count <= maxKept;
      if (keeps) kept.push({ means, units });
      done += means.length / units;
      settings.onProgress?.(done / 2, count);
    }
    const perDatapoint = new Float64Array(count);
    done = 0;
    for await (const { means } of keeps ? kept : activationBlocks(encoder, data, settings)) {
      const values = activations!.valuesOf(means);
      perDatapoint.set(values, done);
      done += values.length;
      settings.onProgress?.((count + done) / 2, count);
    }
    const units = activations!
      .unitsByIndex()
      .sort((a, b) => b.selectivity - a.selectivity || a.unit - b.unit);
    return { perDatapoint, viewNoise: null, units: units.slice(0, maxUnits) };
  },
};

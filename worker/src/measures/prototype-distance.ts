/**
 * Distance of each datapoint's representation, as it is, to its class's prototype: the mean representation of the others of the class, itself not among
 * them; that of all others where it is alone in its class. Rows have length 1 where the run makes them so; so has the prototype where directions are compared.
 * Costs a pass of N images. The one proxy that uses labels.
 */
import { comparesDirections, loadViews, rowDistances, type Rows } from '@engram/core';
import { assertLabelled } from './assert-labelled.ts';
import { comparableRepresentations } from './rows/comparable-representations.ts';
import type { Measure } from './measure.ts';

export const prototypeDistance: Measure = {
  key: 'prototype-distance',
  async of(encoder, data, { config, signal }) {
    assertLabelled(data, 'prototype-distance');
    const count = data.indices.length;
    const rows = await comparableRepresentations(encoder, data, { config, signal });
    const { distance } = config.scoring;
    const { dims, values } = rows;
    const between = rowDistances[distance];
    const [everyone, ofClass] = [sumsOf(rows, new Int32Array(count)), sumsOf(rows, data.classes)];
    const pair = new Float64Array(2 * dims);
    const perDatapoint = new Float64Array(count);
    for (let n = 0; n < count; n++) {
      const own = ofClass.get(data.classes[n]!)!;
      const { sum, size } = own.size > 1 ? own : everyone.get(0)!;
      const row = values.subarray(n * dims, (n + 1) * dims);
      const prototype = sum.map((total, i) => (total - row[i]!) / (size - 1));
      pair.set(row);
      const one = pair.subarray(dims);
      if (comparesDirections(distance))
        loadViews(prototype, 0, { datapoints: 1, views: 1, dims }, { distance, unitNorm: true }, one);
      else one.set(prototype);
      perDatapoint[n] = between(pair, 0, dims, dims);
    }
    return { perDatapoint, viewNoise: null };
  },
};

/** Sum of the rows of each class, and how many there are. */
function sumsOf(
  { values, count, dims }: Rows,
  classes: Int32Array,
): Map<number, { sum: Float64Array; size: number }> {
  const sums = new Map<number, { sum: Float64Array; size: number }>();
  for (let n = 0; n < count; n++) {
    const found = sums.get(classes[n]!) ?? { sum: new Float64Array(dims), size: 0 };
    sums.set(classes[n]!, found);
    found.size++;
    for (let i = 0; i < dims; i++) found.sum[i]! += values[n * dims + i]!;
  }
  return sums;
}

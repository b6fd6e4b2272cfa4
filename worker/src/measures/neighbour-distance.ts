/**
 * Distance of each datapoint's representation, as it is, to its 10th nearest neighbour's among the datapoints measured, itself not among them; compared as
 * the run compares views. The farthest other where there are fewer than 10. Costs a pass of N images, and O(N² · D) on the engine.
 */
import { comparableRepresentations } from './rows/comparable-representations.ts';
import type { Measure } from './measure.ts';
import { nearestRows } from './rows/nearest.ts';

const neighbour = 10;

export const neighbourDistance: Measure = {
  key: 'neighbour-distance',
  async of(encoder, data, { config, onProgress, signal }) {
    const count = data.indices.length;
    const rows = await comparableRepresentations(encoder, data, { config, signal });
    const k = Math.min(neighbour, count - 1);
    const { distances } = await nearestRows(rows, {
      ...{ k, distance: config.scoring.distance, signal },
      onProgress: (done, total) => onProgress?.(done, total),
    });
    const perDatapoint = Float64Array.from({ length: count }, (_, n) => distances[n * k + k - 1]!);
    return { perDatapoint, viewNoise: null };
  },
};

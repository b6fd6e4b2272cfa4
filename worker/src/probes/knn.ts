/**
 * k nearest neighbours: a row is taken for the class that most of its k nearest rows of the training part have, by L2.
 * Of classes with equally many votes the smallest wins, of rows at equal distance the earlier one votes. Rows of length 1 make it a
 * vote by cosine similarity. Source: Wu et al. 2018 (arXiv 1805.01978), section 3.4. Departures: votes are not weighted by similarity.
 * Range of the accuracy 0–1. Cost: O(N_train · N_test · D).
 */
import { majority, rowDistances, type Rows } from '@engram/core';
import { assertProbeRows } from './assert-probe-rows.ts';
import type { LabelledRows, Probe } from './probe.ts';

/** Positions of the k rows of `train` nearest to each row of `test`, nearest first, [N_test][min(k, N_train)]. */
export function nearestTrainRows(train: Rows, test: Rows, k: number): Int32Array[] {
  const { dims } = train;
  const squared = rowDistances['squared-l2'];
  // One block, so that a row of each can be compared.
  const block = new Float64Array(train.values.length + dims);
  block.set(train.values);
  const own = train.values.length;
  const most = Math.min(k, train.count);
  return Array.from({ length: test.count }, (_, n) => {
    block.set(test.values.subarray(n * dims, (n + 1) * dims), own);
    const distances = new Float64Array(most).fill(Infinity);
    const positions = new Int32Array(most);
    for (let other = 0; other < train.count; other++) {
      const distance = squared(block, own, other * dims, dims);
      let place = most;
      while (place > 0 && distance < distances[place - 1]!) place--;
      if (place === most) continue;
      distances.copyWithin(place + 1, place, most - 1);
      positions.copyWithin(place + 1, place, most - 1);
      distances[place] = distance;
      positions[place] = other;
    }
    return positions;
  });
}

/** @param k neighbours that vote; all rows of the training part where it has fewer */
export const knn = (k = 20): Probe => ({
  key: 'knn',
  predict: (train: LabelledRows, test: Rows) => {
    assertProbeRows(train, test);
    return Int32Array.from(nearestTrainRows(train.rows, test, k), (positions) =>
      majority(Array.from(positions, (position) => train.labels[position]!)),
    );
  },
});

/**
 * k nearest neighbours: a row is taken for the class that most of its k nearest rows of the training part have, by L2.
 * Of classes with equally many votes the smallest wins, of rows at equal distance the earlier one votes. Rows of length 1 make it a
 * vote by cosine similarity. Source: Wu et al. 2018 (arXiv 1805.01978), section 3.4. Departures: votes are not weighted by similarity.
 * Range of the accuracy 0–1. Cost: O(N_train · N_test · D).
 */
import { majority, nearestTrainRows, type Rows } from '@engram/core';
import { assertProbeRows } from './assert-probe-rows.ts';
import type { LabelledRows, Probe } from './probe.ts';

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

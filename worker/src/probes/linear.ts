/**
 * Linear probe: multinomial logistic regression on frozen representations,
 *
 *   minimize  mean over n of −log softmax(W x_n + b)[y_n]  +  λ/2 ‖W‖²
 *
 * on features scaled to mean 0 and variance 1 over the training part. The objective is convex, and is minimized with all rows at once by
 * limited-memory BFGS from 0 until the gradient is small, so that the answer depends on the data alone: neither on a seed, a batch size
 * nor a learning rate. Range of the accuracy 0–1.
 * Cost: O(steps · N · D · classes).
 */
import type { Rows } from '@engram/core';
import { assertProbeRows } from './assert-probe-rows.ts';
import { minimize, type Objective } from './minimize.ts';
import type { LabelledRows, Probe } from './probe.ts';

export interface LinearOptions {
  /** λ */
  weightDecay: number;
  maxSteps: number;
  /** Largest entry of the gradient at which descent ends. */
  tolerance: number;
}

const defaults: LinearOptions = { weightDecay: 1e-3, maxSteps: 1000, tolerance: 1e-5 };

/** Scales features by the training part, and adds a feature that is 1, whose weights are b. [N, D] → [N, D + 1] */
function scaler({ values, count, dims }: Rows): (rows: Rows) => Rows {
  const means = new Float64Array(dims);
  const spreads = new Float64Array(dims);
  for (let i = 0; i < values.length; i++) means[i % dims]! += values[i]! / count;
  for (let i = 0; i < values.length; i++) spreads[i % dims]! += (values[i]! - means[i % dims]!) ** 2 / count;
  const scales = spreads.map((variance) => (variance > 0 ? 1 / Math.sqrt(variance) : 0));
  return (rows) => {
    const scaled = new Float64Array(rows.count * (dims + 1));
    for (let n = 0; n < rows.count; n++) {
      const at = n * (dims + 1);
      for (let i = 0; i < dims; i++) scaled[at + i] = (rows.values[n * dims + i]! - means[i]!) * scales[i]!;
      scaled[at + dims] = 1;
    }
    return { values: scaled, count: rows.count, dims: dims + 1 };
  };
}

/** W x of a row for each class, into `scores` [C]. @param weights [C, D] */
function scoreRow(weights: Float64Array, { values, dims }: Rows, n: number, scores: Float64Array): void {
  for (let c = 0; c < scores.length; c++) {
    let sum = 0;
    for (let i = 0; i < dims; i++) sum += weights[c * dims + i]! * values[n * dims + i]!;
    scores[c] = sum;
  }
}

/** What is minimized. Its variables are W and b, [C, D + 1]; the last feature's weights do not decay. */
function objectiveOf(rows: Rows, places: Int32Array, classes: number, weightDecay: number): Objective {
  const { count, dims, values } = rows;
  const scores = new Float64Array(classes);
  return (weights, gradient) => {
    let loss = 0;
    for (let i = 0; i < weights.length; i++) {
      const decayed = i % dims === dims - 1 ? 0 : weights[i]!;
      gradient[i] = weightDecay * decayed;
      loss += (weightDecay / 2) * decayed * decayed;
    }
    for (let n = 0; n < count; n++) {
      scoreRow(weights, rows, n, scores);
      const largest = scores.reduce((a, b) => Math.max(a, b), -Infinity);
      const own = scores[places[n]!]! - largest;
      let total = 0;
      for (let c = 0; c < classes; c++) total += scores[c] = Math.exp(scores[c]! - largest);
      loss += (Math.log(total) - own) / count;
      for (let c = 0; c < classes; c++) {
        const error = (scores[c]! / total - (places[n] === c ? 1 : 0)) / count;
        for (let i = 0; i < dims; i++) gradient[c * dims + i]! += error * values[n * dims + i]!;
      }
    }
    return loss;
  };
}

/** @param options see `LinearOptions`; λ = .001, at most 1,000 steps when left out */
export const linear = (options: Partial<LinearOptions> = {}): Probe => ({
  key: 'linear',
  predict: (train: LabelledRows, test: Rows) => {
    assertProbeRows(train, test);
    const classes = [...new Set(Array.from(train.labels))].sort((a, b) => a - b);
    const places = Int32Array.from(train.labels, (label) => classes.indexOf(label));
    const scale = scaler(train.rows);
    const { weightDecay, ...descent } = { ...defaults, ...options };
    const known = scale(train.rows);
    const objective = objectiveOf(known, places, classes.length, weightDecay);
    const weights = minimize(objective, classes.length * known.dims, descent);
    const rows = scale(test);
    const scores = new Float64Array(classes.length);
    return Int32Array.from({ length: test.count }, (_, n) => {
      scoreRow(weights, rows, n, scores);
      return classes[scores.indexOf(Math.max(...scores))]!;
    });
  },
});

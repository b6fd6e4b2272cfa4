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

/** Classes, and rows, that are worked on at a time: sums that do not wait for each other. Each is added up in the order of its parts. */
const abreast = 4;

/** W x of a row for each class, into `scores` [C]. @param weights [C, D] */
function scoreRow(weights: Float64Array, { values, dims }: Rows, n: number, scores: Float64Array): void {
  const x = values.subarray(n * dims, (n + 1) * dims);
  let c = 0;
  for (; c + abreast <= scores.length; c += abreast) {
    const [w0, w1, w2, w3] = [c * dims, (c + 1) * dims, (c + 2) * dims, (c + 3) * dims];
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let i = 0; i < dims; i++) {
      const value = x[i]!;
      s0 += weights[w0 + i]! * value;
      s1 += weights[w1 + i]! * value;
      s2 += weights[w2 + i]! * value;
      s3 += weights[w3 + i]! * value;
    }
    scores[c] = s0;
    scores[c + 1] = s1;
    scores[c + 2] = s2;
    scores[c + 3] = s3;
  }
  for (; c < scores.length; c++) {
    let sum = 0;
    for (let i = 0; i < dims; i++) sum += weights[c * dims + i]! * x[i]!;
    scores[c] = sum;
  }
}

/** Adds `errors` [rows, C] times the rows from n on to the gradient [C, D]. */
function addRows(
  gradient: Float64Array,
  errors: Float64Array,
  { values, dims }: Rows,
  n: number,
  rows: number,
): void {
  const classes = gradient.length / dims;
  const whole = rows === abreast;
  const [x0, x1, x2, x3] = [n * dims, (n + 1) * dims, (n + 2) * dims, (n + 3) * dims];
  for (let c = 0; c < classes; c++) {
    const at = c * dims;
    if (whole) {
      const [e0, e1, e2, e3] = [
        errors[c]!,
        errors[classes + c]!,
        errors[2 * classes + c]!,
        errors[3 * classes + c]!,
      ];
      for (let i = 0; i < dims; i++)
        gradient[at + i] =
          gradient[at + i]! +
          e0 * values[x0 + i]! +
          e1 * values[x1 + i]! +
          e2 * values[x2 + i]! +
          e3 * values[x3 + i]!;
    } else
      for (let row = 0; row < rows; row++) {
        const error = errors[row * classes + c]!;
        for (let i = 0; i < dims; i++) gradient[at + i]! += error * values[(n + row) * dims + i]!;
      }
  }
}

/** What is minimized. Its variables are W and b, [C, D + 1]; the last feature's weights do not decay. */
function objectiveOf(rows: Rows, places: Int32Array, classes: number, weightDecay: number): Objective {
  const { count, dims } = rows;
  const scores = new Float64Array(classes);
  const errors = new Float64Array(abreast * classes);
  return (weights, gradient) => {
    let loss = 0;
    for (let i = 0; i < weights.length; i++) {
      const decayed = i % dims === dims - 1 ? 0 : weights[i]!;
      gradient[i] = weightDecay * decayed;
      loss += (weightDecay / 2) * decayed * decayed;
    }
    for (let from = 0; from < count; from += abreast) {
      const some = Math.min(abreast, count - from);
      for (let row = 0; row < some; row++) {
        const n = from + row;
        scoreRow(weights, rows, n, scores);
        const largest = scores.reduce((a, b) => Math.max(a, b), -Infinity);
        const own = scores[places[n]!]! - largest;
        let total = 0;
        for (let c = 0; c < classes; c++) total += scores[c] = Math.exp(scores[c]! - largest);
        loss += (Math.log(total) - own) / count;
        for (let c = 0; c < classes; c++)
          errors[row * classes + c] = (scores[c]! / total - (places[n] === c ? 1 : 0)) / count;
      }
      addRows(gradient, errors, rows, from, some);
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

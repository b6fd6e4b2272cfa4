/**
 * Whether the classifier that was trained with the encoder gives each datapoint, as it is, its label: 1 or 0 (Feldman & Zhang 2020, arXiv 2008.03703,
 * section 2). Departures: none in the number; the encoders are those of the run's design. Costs one pass of N images.
 */
import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs';
import { classifyingMethods, DomainError } from '@engram/core';
import { denseLabels } from '../datasets/dense-labels.ts';
import { evenSizes } from '../datasets/even-sizes.ts';
import type { Projector } from '../encoders/encoder.ts';
import { assertGoingOn } from './assert-going-on.ts';
import { assertLabelled } from './assert-labelled.ts';
import type { Measure } from './measure.ts';
import { representDatapoints } from './rows/represent-datapoints.ts';

const rowsAtOnce = 1000;

export const labelConfidence: Measure = {
  key: 'label-confidence',
  async of(encoder, data, { classifier, onProgress, signal }) {
    if (!classifier)
      throw new DomainError(
        'INVALID_CONFIG',
        "measure: 'label-confidence' reads the answers of a classifier, and this encoder's checkpoint holds none: its method trains none, or it " +
          `was trained by a version that did not keep it. Train encoders of the method ${classifyingMethods().join(' or ')} by this version, or choose another measure.`,
      );
    assertLabelled(data, 'label-confidence');
    const count = data.indices.length;
    const { labels, classCount } = denseLabels(data.classes);
    if (classCount !== classifier.dims)
      throw new DomainError(
        'INVALID_CONFIG',
        `measure: the classifier tells ${classifier.dims} classes apart, and the datapoints have ${classCount}. Measure the datapoints that it was trained with.`,
      );
    const representations = await representDatapoints(encoder, data, { signal }); // [N, D]
    const perDatapoint = new Float64Array(count);
    let done = 0;
    for (const size of evenSizes(count, rowsAtOnce)) {
      assertGoingOn(signal, done, count);
      const rows = representations.subarray(done * encoder.dims, (done + size) * encoder.dims);
      const answers = await answersOf(classifier, rows, size);
      answers.forEach((answer, n) => {
        perDatapoint[done + n] = answer === labels[done + n] ? 1 : 0;
      });
      done += size;
      onProgress?.(done, count);
      await setImmediate();
    }
    return { perDatapoint, viewNoise: null };
  },
};

/** The class with the largest logit, the first of equals. @param rows [B, D] */
async function answersOf(classifier: Projector, rows: Float32Array, count: number): Promise<number[]> {
  const logits = tf.tidy(() =>
    classifier.project(tf.tensor2d(rows, [count, rows.length / count]), 'evaluate'),
  ); // [B, K]
  try {
    const values = await logits.data<'float32'>();
    const classes = classifier.dims;
    return Array.from({ length: count }, (_, n) => {
      const row = values.subarray(n * classes, (n + 1) * classes);
      return row.indexOf(Math.max(...row));
    });
  } finally {
    logits.dispose();
  }
}

/**
 * DINO: from any view a student predicts what its teacher, a slow copy, makes of another view of the whole.
 *
 *   L = mean over pairs (i, j ≠ i) and over the batch of −Σ_k P_t(x_i)_k log P_s(x_j)_k
 *   P_t = softmax((t − c) / τ_t),   P_s = softmax(s / τ_s)
 *
 * with i one of the two whole views and j any view, small parts included; s and t are cosines of the embedding and K prototypes. No gradient
 * reaches the teacher. After each update it moves, w′ ← μ w′ + (1 − μ) w with μ from `momentum` to 1 by half a cosine, and so does the
 * centre, c ← m c + (1 − m) mean of t over the batch. Source: Caron et al. 2021 (arXiv 2104.14294), equations 1–4 and algorithm 1.
 * Departures: small parts are scaled to the size of the whole, since encoders have one input size; all views pass as one batch; the head
 * has the projector's layers, with batch normalization, and prototypes learn from the first step on; τ_t has no warm-up. Range [0, ∞);
 * log K is guessing. Cost: 2 + n views under the student, 2 under the teacher.
 */
import * as tf from '@tensorflow/tfjs';
import type { MethodConfig } from '@engram/core';
import { projector } from '../encoders/projector.ts';
import { prototypes, similarities } from '../encoders/prototypes.ts';
import type { Method, MethodContext } from './method.ts';
import { copyShares, cosineMomentum, MomentumCopy } from './momentum-copy.ts';

type Settings = Extract<MethodConfig, { key: 'dino' }>;

/** Views that the teacher sees too. */
const wholeViews = 2;

/**
 * @param students outputs of the views [B, K], those of the teacher's views first
 * @param teachers outputs of the views that the teacher sees [B, K]; no gradient may reach them
 * @param centre [K] or [1, K]
 */
export function dinoLoss(
  students: readonly tf.Tensor2D[],
  teachers: readonly tf.Tensor2D[],
  centre: tf.Tensor,
  { studentTemperature, teacherTemperature }: Pick<Settings, 'studentTemperature' | 'teacherTemperature'>,
): tf.Scalar {
  const targets = teachers.map((t) => t.sub<tf.Tensor2D>(centre).div<tf.Tensor2D>(teacherTemperature).softmax(1)); // prettier-ignore
  const predictions = students.map((s) => s.div<tf.Tensor2D>(studentTemperature).logSoftmax(1));
  const pairs = targets.flatMap((target, i) =>
    predictions.flatMap((prediction, j) =>
      i === j ? [] : [target.mul(prediction).sum<tf.Tensor1D>(1).mean<tf.Scalar>().neg<tf.Scalar>()],
    ),
  );
  return tf.addN(pairs).div(pairs.length);
}

/** The centre after a step. @param outputs of the teacher, [N, K] */
export const updatedCentre = (centre: tf.Tensor1D, outputs: tf.Tensor2D, momentum: number): tf.Tensor1D =>
  centre.mul<tf.Tensor1D>(momentum).add(outputs.mean<tf.Tensor1D>(0).mul(1 - momentum));

export function dino(
  settings: Settings,
  { encoder, createEncoder, projectorWidths, rng }: MethodContext,
): Method {
  const { localViews, localMinArea, localMaxArea, momentum, centreMomentum } = settings;
  const headOf = (name: string) => {
    const head = projector(projectorWidths, encoder.dims, rng.split(`${name} projector`));
    return { head, clusters: prototypes(settings.prototypes, head.dims, rng.split(`${name} prototypes`)) };
  };
  const [student, teacher] = [headOf('student'), headOf('target')];
  const target = createEncoder(rng.split('target encoder'));
  const copy = new MomentumCopy(
    [target, teacher.head, teacher.clusters],
    [encoder, student.head, student.clusters],
  );
  const centre = tf.tidy(() =>
    tf.variable(tf.zeros([settings.prototypes]), false),
  ) as tf.Variable<tf.Rank.R1>;
  let newest: tf.Tensor2D | null = null;
  const views = wholeViews + localViews;
  return {
    views: {
      count: views,
      ...(localViews > 0 && { local: { count: localViews, minArea: localMinArea, maxArea: localMaxArea } }),
    },
    networks: [student.head, student.clusters],
    loss: ({ size, images }, online) => {
      const z = student.head.project(online.represent(images, 'train'), 'train'); // [V B, E]
      const whole = images.slice(0, wholeViews * size) as tf.Tensor4D;
      const zt = teacher.head.project(target.represent(whole, 'train'), 'train'); // [2 B, E]
      newest?.dispose();
      newest = tf.keep(similarities(zt, teacher.clusters.directions)); // [2 B, K]
      return dinoLoss(
        tf.split(similarities(z, student.clusters.directions), views) as tf.Tensor2D[],
        tf.split(newest, wholeViews) as tf.Tensor2D[],
        centre,
        settings,
      );
    },
    schedule: (step, steps) => copyShares(cosineMomentum(step, steps, momentum)),
    afterUpdate: (scheduled) => {
      copy.follow(scheduled);
      if (newest) centre.assign(updatedCentre(centre, newest, centreMomentum));
      newest?.dispose();
      newest = null;
    },
    dispose: () => {
      newest?.dispose();
      centre.dispose();
      for (const { head, clusters } of [student, teacher])
        for (const network of [head, clusters]) network.dispose();
      target.dispose();
    },
  };
}

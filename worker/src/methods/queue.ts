import * as tf from '@tensorflow/tfjs';

/** The newest rows first; the oldest fall out. [K, E] and [B, E] → [K, E] */
export function enqueued(queue: tf.Tensor2D, rows: tf.Tensor2D): tf.Tensor2D {
  return tf.concat([rows, queue]).slice([0, 0], queue.shape);
}

/** Embeddings of earlier batches, which no gradient reaches. Those of a batch wait until its update is done. */
export class EmbeddingQueue {
  private readonly variable: tf.Variable<tf.Rank.R2>;
  private waiting: tf.Tensor2D | null = null;

  /** @param first what the queue holds before the first batch, [K, E]; stays the caller's */
  constructor(first: tf.Tensor2D) {
    this.variable = tf.variable(first, false);
  }

  /** [K, E] */
  get rows(): tf.Tensor2D {
    return this.variable as unknown as tf.Tensor2D; // a variable is a tensor; its type says so of no rank
  }

  /** Keeps the rows of a batch, [B, E], which take the place of the oldest ones when `push` is called. */
  hold(rows: tf.Tensor2D): void {
    this.waiting?.dispose();
    this.waiting = tf.keep(rows.clone());
  }

  push(): void {
    const waiting = this.waiting;
    if (!waiting) return;
    this.variable.assign(enqueued(this.rows, waiting));
    waiting.dispose();
    this.waiting = null;
  }

  dispose(): void {
    this.waiting?.dispose();
    this.variable.dispose();
  }
}

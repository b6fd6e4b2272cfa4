import { DomainError, InvariantError } from '@engram/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { batchNormTrain } from '../../../worker/src/encoders/layers/batch-norm.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import type { OnnxRuntimeBackend } from '../../../worker/src/engine/onnxruntime/backend.ts';
import { SessionCache } from '../../../worker/src/engine/onnxruntime/session-cache.ts';
import { targets } from '../../../worker/src/engine/onnxruntime/target.ts';
import { apply, collect, leaf } from '../../../worker/src/engine/onnxruntime/trace.ts';
import { lazyEngine } from './engines-here.ts';
import { createRng } from './random.ts';

const backend = () => tf.backend() as OnnxRuntimeBackend;

interface Model {
  kernel: tf.Variable;
  gamma: tf.Variable;
  beta: tf.Variable;
  velocity: tf.Variable;
}

function createModel(): Model {
  const { uniform } = createRng(5);
  return {
    kernel: tf.variable(uniform([3, 3, 2, 5])),
    gamma: tf.variable(tf.ones([5])),
    beta: tf.variable(tf.zeros([5])),
    velocity: tf.variable(tf.zeros([3, 3, 2, 5])),
  };
}

/** One step as a training loop takes it: everything in a tidy, only the loss read. */
async function trainStep({ kernel, gamma, beta, velocity }: Model, x: tf.Tensor4D, rate: number) {
  const loss = tf.tidy(() => {
    const { value, grads } = tf.variableGrads(() => {
      const maps = tf.conv2d(x, kernel as tf.Tensor4D, 2, 'same');
      const { y } = batchNormTrain(maps, gamma as tf.Tensor1D, beta as tf.Tensor1D);
      return y.relu().mean([1, 2]).square().sum() as tf.Scalar;
    }, [kernel, gamma, beta]);
    velocity.assign(velocity.mul(0.9).add(grads[kernel.name] as tf.Tensor));
    kernel.assign(kernel.sub(velocity.mul(tf.scalar(rate))));
    return value;
  });
  const [value] = await loss.data();
  loss.dispose();
  return value as number;
}

async function train(steps: number) {
  const model = createModel();
  const x = createRng(6).uniform([4, 9, 9, 2]) as tf.Tensor4D;
  const losses: number[] = [];
  for (let step = 0; step < steps; step += 1) losses.push(await trainStep(model, x, 0.1 / (step + 1)));
  const kernel = Array.from(await model.kernel.data());
  tf.dispose([x, ...Object.values(model)]);
  return { losses, kernel };
}

describe(`the lazy graph of the engine ${lazyEngine}`, () => {
  beforeAll(async () => void (await selectEngine(lazyEngine)));

  it('repeats a training bit for bit', async () => {
    const first = await train(4);
    await backend().sessions.clear();
    const second = await train(4);
    expect(second).toEqual(first);
    expect(first.losses[3]).toBeLessThan(first.losses[0] as number);
  });

  it('runs every step with one session though the learning rate changes', async () => {
    await backend().sessions.clear();
    // Those that tensors of another file still need, where they stay in the device's memory.
    const left = backend().sessions.size;
    const model = createModel();
    const sizes: number[] = [];
    for (let step = 0; step < 5; step += 1) {
      const x = createRng(step).uniform([4, 9, 9, 2]) as tf.Tensor4D;
      await trainStep(model, x, 0.1 / (step + 1));
      x.dispose();
      sizes.push(backend().sessions.size);
    }
    tf.dispose(Object.values(model));
    expect(sizes).toEqual(Array(5).fill(left + 1));
  });

  it('leaves no tensor and no value behind, step after step', async () => {
    const model = createModel();
    const x = createRng(6).uniform([4, 9, 9, 2]) as tf.Tensor4D;
    const counts: string[] = [];
    for (let step = 0; step < 6; step += 1) {
      await trainStep(model, x, 0.1);
      const { numTensors, numDataBuffers } = tf.memory();
      counts.push(`${numTensors} tensors, ${numDataBuffers} buffers, ${backend().numDataIds()} ids`);
    }
    tf.dispose([x, ...Object.values(model)]);
    expect(new Set(counts).size).toBe(1);
  });

  it('moves the batch up and a loss down, and keeps all else where it computes', async () => {
    const model = createModel();
    const { traffic } = backend().runner;
    const moved: number[][] = [];
    const buffers: number[] = [];
    for (let step = 0; step < 6; step += 1) {
      const { upBytes, downBytes } = traffic;
      // A batch as it comes: from this process, once for each step.
      const x = tf.tensor4d(new Float32Array(4 * 9 * 9 * 2).fill(0.1 * step), [4, 9, 9, 2]);
      await trainStep(model, x, 0.1);
      x.dispose();
      moved.push([traffic.upBytes - upBytes, traffic.downBytes - downBytes]);
      buffers.push(backend().runner.buffersOnDevice);
    }
    const weights = await model.kernel.data();
    expect(weights.every(Number.isFinite)).toBe(true);
    tf.dispose(Object.values(model));
    if (lazyEngine !== 'onnxruntime:webgpu') return expect(moved.flat()).toEqual(Array(12).fill(0));
    const batchBytes = 4 * 4 * 9 * 9 * 2;
    // The scalars of a step: momentum, rate and the like; far below a kernel's 360 bytes and its momentum's.
    for (const [up] of moved.slice(1)) {
      expect(up).toBeGreaterThanOrEqual(batchBytes);
      expect(up).toBeLessThan(batchBytes + 64);
    }
    expect(moved.map(([, down]) => down)).toEqual(Array(6).fill(4));
    expect(new Set(buffers.slice(1)).size).toBe(1);
  });

  it('keeps what more graphs computed than it remembers', async () => {
    const lengths = Array.from({ length: backend().sessions.capacity + 4 }, (_, index) => index + 1);
    const tensors: tf.Tensor[] = [];
    for (const length of lengths) {
      tensors.push(tf.ones([length]).add(tf.tensor1d(new Float32Array(length).fill(1))));
      await tf.tensor1d([1]).neg().data();
    }
    for (const tensor of tensors) expect(Array.from(await tensor.data())).toEqual(Array(tensor.size).fill(2));
    tf.dispose(tensors);
  });

  it('reads several tensors at once in one run', async () => {
    const x = tf.tensor1d([1, 2, 3]);
    const [a, b] = [x.add(1), x.mul(2)];
    const [first, second] = await Promise.all([a.data(), b.data()]);
    expect([Array.from(first), Array.from(second)]).toEqual([
      [2, 3, 4],
      [2, 4, 6],
    ]);
  });

  it('gives the value of a tensor disposed while it is awaited', async () => {
    const x = tf.tensor1d([1, 2, 3]);
    const y = x.square();
    const reading = y.data();
    tf.dispose([x, y]);
    expect(Array.from(await reading)).toEqual([1, 4, 9]);
  });

  it('keeps the values a tensor was made of when the caller reuses the array', async () => {
    const values = Float32Array.of(1, 2, 3);
    const y = tf.tensor1d(values).add(1);
    values.fill(100);
    expect(Array.from(await y.data())).toEqual([2, 3, 4]);
  });

  it('lets no reader change a tensor', async () => {
    const x = tf.tensor1d([1, 2, 3]).square();
    (await x.data()).fill(0);
    expect(Array.from(await x.data())).toEqual([1, 4, 9]);
  });

  it('computes what a disposed tensor is still needed for', async () => {
    const y = tf.tidy(() => tf.tensor1d([1, 2]).exp().log().add(1));
    await tf.tensor1d([5]).neg().data();
    const values = await y.data();
    expect(values[1]).toBeCloseTo(3, 5);
  });

  it('refuses a synchronous read of what is not computed yet, and allows it after', async () => {
    const y = tf.tensor1d([2]).square();
    expect(() => y.dataSync()).toThrow(InvariantError);
    expect(() => y.dataSync()).toThrow(/await tensor\.data\(\)/);
    await y.data();
    expect(Array.from(y.dataSync())).toEqual([4]);
  });

  it('names the missing kernel and the engine in the message', () => {
    const enlarge = () =>
      tf.tidy(() => tf.image.resizeBilinear(tf.zeros([1, 2, 2, 1]) as tf.Tensor4D, [4, 4]));
    expect(enlarge).toThrow(DomainError);
    expect(enlarge).toThrow(/'onnxruntime.*' has no kernel 'ResizeBilinear'/);
  });

  it('keeps a bounded number of sessions, the latest used', async () => {
    const cache = new SessionCache({ threads: 1, target: targets.cpu }, 3);
    const traceOf = (length: number) =>
      collect([apply('Neg', [leaf(new Float32Array(length), 'float32', [length])], [length])]);
    const first = await cache.sessionFor(traceOf(1));
    for (const length of [2, 3]) await cache.sessionFor(traceOf(length));
    expect(await cache.sessionFor(traceOf(1))).toBe(first);
    const second = await cache.sessionFor(traceOf(4));
    expect(cache.size).toBe(3);
    expect(await cache.sessionFor(traceOf(4))).toBe(second);
    expect(await cache.sessionFor(traceOf(1))).toBe(first);
    await cache.clear();
    expect(cache.size).toBe(0);
  });
});

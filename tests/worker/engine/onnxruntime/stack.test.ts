import * as tf from '@tensorflow/tfjs';
import { includedDatapoints, methodCards, Rng as Stream, type RunConfigInput } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEncoder } from '../../../../worker/src/encoders/registry.ts';
import { compile } from '../../../../worker/src/engine/onnxruntime/compile.ts';
import { stackEncoders } from '../../../../worker/src/engine/onnxruntime/stack/stack.ts';
import { apply, collect, leaf, type Node } from '../../../../worker/src/engine/onnxruntime/trace.ts';
import { selectEngine } from '../../../../worker/src/engine/registry.ts';
import { planRun } from '../../../../worker/src/pipeline/plan.ts';
import { TrainingBatches } from '../../../../worker/src/pipeline/training-batches.ts';
import { TrainingStep } from '../../../../worker/src/pipeline/training-step.ts';
import { toyConfig, toyData } from '../../pipeline/toy-run.ts';
import { lazyEngine } from '../engines-here.ts';
import { createRng, type Rng } from '../random.ts';

const count = 3;

/** What E computations of one structure give, recorded together or read one after another. */
async function computeAll(
  isStacked: boolean,
  make: (random: Rng) => tf.Tensor | tf.Tensor[],
): Promise<number[][][]> {
  await selectEngine(lazyEngine, { stacks: isStacked });
  const values: number[][][] = [];
  const record = (e: number): tf.Tensor[] => tf.tidy(() => [make(createRng(7 + e))].flat());
  const read = async (tensors: tf.Tensor[]): Promise<number[][]> => {
    const read = await Promise.all(tensors.map((tensor) => tensor.data()));
    tf.dispose(tensors);
    return read.map((data) => Array.from(data));
  };
  if (isStacked) {
    const recorded = Array.from({ length: count }, (_, e) => record(e));
    return Promise.all(recorded.map(read));
  }
  for (let e = 0; e < count; e++) values.push(await read(record(e)));
  return values;
}

function expectClose(actual: unknown, expected: unknown, tolerance: number): void {
  const [a, b] = [actual, expected].map((list) => (list as number[][][]).flat(2)) as [number[], number[]];
  expect(a.length).toBe(b.length);
  const scale = b.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
  a.forEach((value, index) =>
    expect(Math.abs(value - b[index]!) / scale, `at ${index}`).toBeLessThan(tolerance),
  );
}

type Make = Parameters<typeof computeAll>[1];
const matrix = (random: Rng, ...shape: number[]): tf.Tensor => random.uniform(shape, -1, 1);

const operations: [string, Make][] = [
  ['a product', (r) => tf.matMul(matrix(r, 4, 5) as tf.Tensor2D, matrix(r, 5, 3) as tf.Tensor2D)],
  [
    'a product of transposed matrices',
    (r) => tf.matMul(matrix(r, 5, 4) as tf.Tensor2D, matrix(r, 3, 5) as tf.Tensor2D, true, true),
  ],
  [
    'a batched product',
    (r) => tf.matMul(matrix(r, 2, 4, 5) as tf.Tensor3D, matrix(r, 2, 3, 5) as tf.Tensor3D, false, true),
  ],
  [
    'a product with what is the same for all',
    (r) => tf.matMul(matrix(r, 4, 4) as tf.Tensor2D, tf.ones([4, 3])),
  ],
  [
    'the same, from the left and transposed',
    (r) => tf.matMul(tf.ones([4, 3]), matrix(r, 4, 4) as tf.Tensor2D, true),
  ],
  [
    'broadcast arithmetic',
    (r) =>
      matrix(r, 2, 3, 4)
        .mul(matrix(r, 4))
        .add(matrix(r, 3, 1))
        .sub(matrix(r)),
  ],
  [
    'activations',
    (r) => [matrix(r, 6).relu(), matrix(r, 6).sigmoid(), matrix(r, 6).elu(), matrix(r, 6).softplus()],
  ],
  ['a choice', (r) => tf.where(matrix(r, 4).greater(0), matrix(r, 4), tf.scalar(2))],
  [
    'sums, means and extremes',
    (r) => {
      const x = matrix(r, 3, 4, 2);
      return [x.sum([0, 2]), x.mean(1, true), x.max(), x.min(2), x.prod(0)];
    },
  ],
  ['softmax along the last axis', (r) => [matrix(r, 3, 5).softmax(), matrix(r, 3, 5).logSoftmax()]],
  ['positions of extremes', (r) => [matrix(r, 3, 5).argMax(0), matrix(r, 3, 5).argMin(1)]],
  [
    'shapes',
    (r) => {
      const x = matrix(r, 2, 3, 4);
      return [
        x.transpose([2, 0, 1]),
        x.reshape([6, 4]),
        x.slice([0, 1, 1], [2, 2, 2]),
        x.pad([
          [0, 1],
          [1, 0],
          [0, 0],
        ]),
        x.tile([2, 1, 3]),
        x.reverse(1),
      ];
    },
  ],
  ['concatenation with what is the same for all', (r) => tf.concat([matrix(r, 2, 3), tf.zeros([1, 3])], 0)],
  ['gathering', (r) => matrix(r, 5, 3).gather(tf.tensor1d([4, 0], 'int32'))],
  [
    'gathering from what is the same for all',
    (r) => tf.range(0, 5).gather(matrix(r, 3).abs().mul(4).floor().toInt()),
  ],
  ['cumulated sums', (r) => matrix(r, 3, 4).cumsum(1)],
  ['the largest', (r) => tf.topk(matrix(r, 3, 6), 2).values],
  ['what has no rule', (r) => tf.einsum('ij,kj->ik', matrix(r, 3, 4), matrix(r, 2, 4))],
  [
    'convolution and its gradients',
    (r) => {
      const [x, w] = [matrix(r, 2, 6, 6, 3) as tf.Tensor4D, matrix(r, 3, 3, 3, 4) as tf.Tensor4D];
      return tf.grads((a, b) =>
        tf
          .conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 2, 'same')
          .square()
          .sum(),
      )([x, w]);
    },
  ],
  [
    'pooling and its gradient',
    (r) =>
      tf.grad((x) =>
        tf
          .maxPool(x as tf.Tensor4D, 2, 2, 'same')
          .square()
          .sum(),
      )(matrix(r, 2, 5, 5, 2) as tf.Tensor4D),
  ],
];

describe('several computations in one graph', () => {
  it.each(operations)('%s: the values of one after another', async (_, make) => {
    expectClose(await computeAll(true, make), await computeAll(false, make), 1e-6);
  });
});

/** Losses and weights of E encoders after some steps. */
async function train(
  isStacked: boolean,
  changes: Partial<RunConfigInput>,
  steps: number,
): Promise<number[][][]> {
  await selectEngine(lazyEngine, { stacks: isStacked });
  const config = toyConfig({ batch: 12, ...changes });
  const data = toyData(48);
  const plan = planRun(config, 48);
  const trainings = Array.from({ length: count }, (_, e) => {
    const rng = Stream.fromSeed(plan.initialisationSeeds[e]!);
    const encoder = createEncoder(config.encoder, data.shape, rng.split('encoder'));
    const step = new TrainingStep(config, encoder, rng, 4);
    const batches = new TrainingBatches(config, data, includedDatapoints(plan.masks[e]!), rng, step.views);
    return { encoder, step, batches: batches[Symbol.iterator](), losses: [] as number[] };
  });
  for (let s = 0; s < steps; s++) {
    const reads = trainings.map(({ step, batches, losses }) => {
      const { loss, representations } = step.record(batches.next().value!, s, 100);
      return async () => {
        losses.push((await loss.data())[0]!);
        loss.dispose();
        representations?.dispose();
      };
    });
    if (isStacked) await Promise.all(reads.map((read) => read()));
    else for (const read of reads) await read();
  }
  const results = await Promise.all(
    trainings.map(async ({ encoder, losses }) => [
      losses,
      ...(await Promise.all(
        encoder.parameters.trainable.map(async ({ variable }) => Array.from(await variable.data())),
      )),
    ]),
  );
  for (const { encoder, step } of trainings) {
    step.dispose();
    encoder.dispose();
  }
  return results;
}

const encoders: Partial<RunConfigInput>[] = [
  { encoder: { key: 'mlp', widths: [24, 8] } },
  { encoder: { key: 'small-conv', channels: [8, 16] } },
  { encoder: { key: 'resnet9', width: 2 } },
  { encoder: { key: 'vit-tiny', patch: 4, width: 16, depth: 1, heads: 2 } },
];
const optimizers: Partial<RunConfigInput>[] = [
  { optimizer: { key: 'adamw', learningRate: 1e-3 } },
  { optimizer: { key: 'lars', learningRate: 0.1 } },
];
const methods: Partial<RunConfigInput>[] = Object.keys(methodCards)
  .filter((key) => key !== 'mae')
  .map((key) => ({ method: { key } as RunConfigInput['method'] }));

/** On a device that is software one has to do: what the others record is stacked in the same way on every device. */
const trained =
  lazyEngine === 'onnxruntime' ? [...encoders, ...optimizers, ...methods] : encoders.slice(0, 1);

describe('several encoders in one graph', () => {
  it.each(trained)(
    '%o: losses and weights of one at a time',
    async (changes) => {
      // In a deep network with few channels the last digits grow from step to step: its first is compared.
      const steps = changes.encoder?.key === 'resnet9' ? 1 : 2;
      expectClose(await train(true, changes, steps), await train(false, changes, steps), 1e-5);
    },
    120_000,
  );
});

describe('a graph of equal parts', () => {
  beforeAll(() => selectEngine('cpu'));
  const part = (rows: number): Node => {
    const [x, w] = [
      leaf(new Float32Array(rows * 2), 'float32', [rows, 2]),
      leaf(new Float32Array(4), 'float32', [2, 2]),
    ];
    return apply('Gemm', [x, w], [rows, 2], { transA: 0, transB: 0 });
  };
  const operators = (targets: Node[]): string[] =>
    compile(collect(targets), [stackEncoders]).graph.nodes.map(({ op }) => op);

  it('has one product for all of them', () => {
    const names = operators([part(3), part(3), part(3)]);
    expect(names.filter((op) => op === 'MatMul' || op === 'Gemm')).toEqual(['MatMul']);
  });

  it('leaves alone what differs in shape, and what is one', () => {
    expect(operators([part(3), part(4)])).toEqual(['Gemm', 'Gemm']);
    const shared = part(3);
    expect(operators([apply('Neg', [shared], [3, 2]), apply('Abs', [shared], [3, 2])])).toEqual([
      'Gemm',
      'Neg',
      'Abs',
    ]);
  });
});

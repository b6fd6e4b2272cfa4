import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { batchNormTrain } from '../../../worker/src/encoders/layers/batch-norm.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { AdamW } from '../../../worker/src/optimizers/adamw.ts';
import type { OptimizedVariable, Optimizer } from '../../../worker/src/optimizers/optimizer.ts';
import { Sgd } from '../../../worker/src/optimizers/sgd.ts';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectAllClose } from '../../oracles/close.ts';
import { enginesHere } from './engines-here.ts';

const names = ['w1', 'g1', 'b1', 'w2'] as const;
type Name = (typeof names)[number];
type Nested = number | Nested[];
type Values = Record<Name, Nested>;
type Variables = Record<Name, tf.Variable>;

interface NetworkFixture extends Values {
  x: Nested;
  output: Nested;
  loss: number;
  grads: Values;
  steps: Record<'sgd-momentum' | 'adamw', (Values & { loss: number })[]>;
}

const fixture = readFixture<NetworkFixture>('network');
const flat = (values: Nested): number[] => (typeof values === 'number' ? [values] : values.flatMap(flat));

function network(x: tf.Tensor, { w1, g1, b1, w2 }: Variables): tf.Tensor {
  const maps = tf.conv2d(x as tf.Tensor4D, w1 as tf.Tensor4D, 2, 'same');
  const { y } = batchNormTrain(maps, g1 as tf.Tensor1D, b1 as tf.Tensor1D, 1e-5);
  return tf.conv2d(y.relu() as tf.Tensor4D, w2 as tf.Tensor4D, 1, 'same').mean([1, 2]);
}

interface Trained {
  loss: number;
  parameters: Record<Name, number[]>;
}

interface Stepped {
  learningRate: number;
  of: (variables: OptimizedVariable[]) => Optimizer;
}

/** The program's optimizers with the settings of the reference, whose decay is on every variable, as PyTorch's is by default. */
const optimizers: Record<keyof NetworkFixture['steps'], Stepped> = {
  'sgd-momentum': {
    learningRate: 0.1,
    of: (variables) => new Sgd(variables, { momentum: 0.9, weightDecay: 5e-4 }),
  },
  adamw: {
    learningRate: 0.01,
    of: (variables) => new AdamW(variables, { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.05 }),
  },
};

async function train(x: tf.Tensor, { learningRate, of }: Stepped): Promise<Trained[]> {
  const variables = variablesOf(fixture);
  const optimizer = of(names.map((name) => ({ variable: variables[name], decays: true })));
  const history: Trained[] = [];
  for (let step = 1; step <= 3; step += 1) {
    const loss = tf.tidy(() => {
      const list = names.map((name) => variables[name]);
      const { value, grads } = tf.variableGrads(() => network(x, variables).square().sum(), list);
      const scheduled = optimizer.schedule?.(step - 1).map((value) => tf.scalar(value)) ?? [];
      optimizer.apply(grads, tf.scalar(learningRate), scheduled);
      return value;
    });
    history.push({ loss: (await loss.data())[0] as number, parameters: await valuesOf(variables) });
    loss.dispose();
  }
  optimizer.dispose();
  tf.dispose(Object.values(variables));
  return history;
}

const variablesOf = (values: Values): Variables =>
  Object.fromEntries(
    names.map((name) => [name, tf.variable(tf.tensor(values[name] as tf.TensorLike))]),
  ) as Variables;

async function valuesOf(tensors: Record<Name, tf.Tensor>): Promise<Record<Name, number[]>> {
  const entries = names.map(async (name) => [name, Array.from(await tensors[name].data())] as const);
  return Object.fromEntries(await Promise.all(entries)) as Record<Name, number[]>;
}

describe.each(enginesHere)('the reference network on the engine %s', (engine) => {
  let x: tf.Tensor;
  beforeAll(async () => {
    await selectEngine(engine);
    x = tf.tensor(fixture.x as tf.TensorLike);
  });

  it('gives the reference output, loss and gradients', async () => {
    const variables = variablesOf(fixture);
    const output = network(x, variables);
    expectAllClose(Array.from(await output.data()), flat(fixture.output), 1e-4);
    const { value, grads } = tf.variableGrads(() => network(x, variables).square().sum());
    expectAllClose(Array.from(await value.data()), [fixture.loss], 1e-4);
    for (const name of names) {
      const gradient = await (grads[variables[name].name] as tf.Tensor).data();
      expectAllClose(Array.from(gradient), flat(fixture.grads[name]), 1e-4);
    }
    tf.dispose([output, value, grads, Object.values(variables)]);
  });

  it.each(['sgd-momentum', 'adamw'] as const)(
    'follows the reference through three steps of %s',
    async (name) => {
      const history = await train(x, optimizers[name]);
      const expected = fixture.steps[name];
      expect(history).toHaveLength(expected.length);
      history.forEach(({ loss, parameters }, step) => {
        const wanted = expected[step] as (typeof expected)[number];
        expectAllClose([loss], [wanted.loss], 1e-4);
        for (const parameter of names) expectAllClose(parameters[parameter], flat(wanted[parameter]), 1e-4);
      });
    },
  );
});

/**
 * Times one training step of SimCLR on this machine: `npx tsx bench/step.ts [conv|mlp|both] [steps]`.
 *
 * The step is the whole of it: upload 2 × 128 views of 28 × 28, forward, NT-Xent, gradients, SGD with
 * momentum and weight decay, read the loss. Augmentation is not in it. One thread.
 */
import { cpus } from 'node:os';
import * as tf from '@tensorflow/tfjs';
import { selectEngine } from '../worker/src/engine/registry.ts';
import { batchNormTrain } from '../worker/src/encoders/layers/batch-norm.ts';

const views = 256; // 2 N
const temperature = 0.5;
const momentum = 0.9;
const weightDecay = 1e-4;
const epsilon = 1e-8;

type Layer = (x: tf.Tensor) => tf.Tensor;
const parameters: tf.Variable[] = [];

function weight(...shape: number[]): tf.Variable {
  const fanIn = shape.slice(0, -1).reduce((a, b) => a * b, 1);
  const value = tf.randomNormal(shape, 0, Math.sqrt(2 / fanIn), 'float32', parameters.length + 1);
  parameters.push(tf.variable(value));
  value.dispose();
  return parameters.at(-1) as tf.Variable;
}

function normalized(channels: number): Layer {
  const [gamma, beta] = [tf.variable(tf.ones([channels])), tf.variable(tf.zeros([channels]))];
  parameters.push(gamma, beta);
  return (x) => batchNormTrain(x, gamma as tf.Tensor1D, beta as tf.Tensor1D).y.relu();
}

function linear(inputs: number, outputs: number): Layer {
  const w = weight(inputs, outputs);
  return (x) => tf.matMul(x, w);
}

function convolution(inputs: number, outputs: number): Layer {
  const w = weight(3, 3, inputs, outputs);
  return (x) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same');
}

const sequence =
  (...layers: Layer[]): Layer =>
  (x) =>
    layers.reduce((value, layer) => layer(value), x);

const convNetwork = (): Layer =>
  sequence(
    (x) => x.reshape([views, 28, 28, 1]),
    ...[convolution(1, 32), normalized(32)],
    ...[convolution(32, 64), normalized(64)],
    ...[convolution(64, 128), normalized(128)],
    (x) => x.mean([1, 2]),
    ...[linear(128, 128), normalized(128), linear(128, 64)],
  );

const mlpNetwork = (): Layer =>
  sequence(...[linear(784, 512), normalized(512)], ...[linear(512, 512), normalized(512)], linear(512, 128));

/** NT-Xent over views 2k and 2k + 1 as pairs. */
function contrastiveLoss(z: tf.Tensor, others: tf.Tensor2D, partners: tf.Tensor2D): tf.Scalar {
  const unit = z.div(z.square().sum(1, true).add(epsilon).sqrt());
  const similarity = tf.matMul(unit, unit, false, true).div(temperature);
  const logProbability = similarity.sub(others).logSoftmax();
  return logProbability.mul(partners).sum().div(-views) as tf.Scalar;
}

async function time(name: string, network: Layer, steps: number): Promise<void> {
  const others = tf.eye(views).mul(1e9) as tf.Tensor2D;
  const partners = tf.oneHot(
    tf.tensor1d(Int32Array.from({ length: views }, (_, i) => i ^ 1)),
    views,
  ) as tf.Tensor2D;
  const velocities = parameters.map((p) => tf.variable(tf.zeros(p.shape)));
  const batch = await tf.randomUniform([views, 784], 0, 1, 'float32', 7).data<'float32'>();
  const durations: number[] = [];
  const cpu: number[] = [];
  let last = NaN;
  for (let step = 0; step < steps + 5; step += 1) {
    const usage = process.cpuUsage();
    const start = performance.now();
    const loss = tf.tidy(() => {
      const x = tf.tensor2d(batch, [views, 784]);
      const rate = tf.scalar(0.1 * (1 - step / 1000));
      const { value, grads } = tf.variableGrads(
        () => contrastiveLoss(network(x), others, partners),
        parameters,
      );
      parameters.forEach((parameter, index) => {
        const velocity = velocities[index] as tf.Variable;
        const gradient = (grads[parameter.name] as tf.Tensor).add(parameter.mul(weightDecay));
        velocity.assign(velocity.mul(momentum).add(gradient));
        parameter.assign(parameter.sub(velocity.mul(rate)));
      });
      return value;
    });
    last = (await loss.data())[0] as number;
    loss.dispose();
    if (step < 5) continue;
    durations.push(performance.now() - start);
    cpu.push(process.cpuUsage(usage).user / 1000);
  }
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (fraction: number) => sorted[Math.floor(fraction * (sorted.length - 1))] as number;
  const median = at(0.5);
  const meanCpu = cpu.reduce((a, b) => a + b, 0) / cpu.length;
  console.log(
    `${name}: median ${median.toFixed(1)} ms (min ${at(0).toFixed(1)}, 10% ${at(0.1).toFixed(1)}, ` +
      `90% ${at(0.9).toFixed(1)}; user CPU ${meanCpu.toFixed(1)}), ${Math.round((views / median) * 1000)} views/s, ` +
      `${steps} steps, loss ${last.toFixed(4)}, ${tf.memory().numTensors} tensors`,
  );
  tf.dispose([...velocities, ...parameters.splice(0), others, partners]);
}

const [which = 'both', count = '40'] = process.argv.slice(2);
const engine = await selectEngine('auto', { threads: 1 });
console.log(
  `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, engine ${engine.name} ${engine.version}, ` +
    `${engine.threads} thread, ${views} views a step`,
);
if (which !== 'mlp') await time('conv', convNetwork(), Number(count));
if (which !== 'conv') await time('mlp', mlpNetwork(), Number(count));
await engine.dispose();

/**
 * Times training steps: upload of the views, forward, NT-Xent, gradients, SGD with momentum, and reading the loss; augmentation is not
 * in it. One thread. With several encoders at once, their steps are one graph.
 */
import { tf } from '../../worker/src/engine/tensors.ts';
import type { EngineSetting } from '@engram/core';
import { engineLabel } from '../../worker/src/engine/engine.ts';
import { OnnxRuntimeBackend } from '../../worker/src/engine/onnxruntime/backend.ts';
import { selectEngine } from '../../worker/src/engine/registry.ts';
import { thisMachine, type Machine } from '../machine.ts';
import { networkConfig, type NetworkOptions } from '../networks.ts';
import { spreadOf, type Spread } from '../spread.ts';
import { productPeak } from './peak.ts';
import { RecordedSteps } from './recorded-steps.ts';

export interface StepBenchmarkOptions extends NetworkOptions {
  engine: EngineSetting;
  /** Timed steps, after `warm` untimed ones. */
  steps: number;
  warm: number;
  /** Numbers of encoders in one graph, in turn. */
  atOnce: readonly number[];
  /** Side of the matrices whose product is the peak. */
  peakSide: number;
}

export interface StepMeasurement {
  network: string;
  atOnce: number;
  /** Of a step of all encoders together. */
  ms: Spread;
  /** Processor time of all threads of this process in a step: other work on the machine disturbs it less than `ms`. */
  processorMs: Spread;
  /** Recording its graph, within `ms`. */
  tracingMs: Spread;
  /** The first step, which compiles. */
  firstMs: number;
  viewsPerSecond: number;
  /** Floating-point operations of a step's matrix products; null where the engine does not tell them. */
  operations: number | null;
  gflopsPerSecond: number | null;
  /** Of the peak, 0–1. */
  shareOfPeak: number | null;
  loss: number;
}

export interface StepBenchmark {
  machine: Machine;
  engine: string;
  /** Of a matrix product. */
  peakGflopsPerSecond: number;
  measurements: StepMeasurement[];
}

export async function benchStep(o: StepBenchmarkOptions): Promise<StepBenchmark> {
  const measurements: StepMeasurement[] = [];
  const engine = await selectEngine(o.engine, { threads: 1 });
  const peak = await productPeak(o.peakSide);
  await engine.dispose();
  for (const atOnce of o.atOnce) measurements.push(await measure(o, atOnce, peak));
  return {
    machine: thisMachine(),
    engine: engineLabel(engine),
    peakGflopsPerSecond: peak / 1e9,
    measurements,
  };
}

async function measure(o: StepBenchmarkOptions, atOnce: number, peak: number): Promise<StepMeasurement> {
  const engine = await selectEngine(o.engine, { threads: 1, stacks: atOnce > 1 });
  const config = networkConfig(o);
  const trainings = Array.from({ length: atOnce }, (_, seed) => new RecordedSteps(config, o.shape, seed));
  const backend = tf.backend();
  const operationsSoFar = (): number =>
    backend instanceof OnnxRuntimeBackend ? backend.runner.productOperations : NaN;
  const [all, tracing, processor]: [number[], number[], number[]] = [[], [], []];
  let loss = NaN;
  let before = 0;
  for (let step = 0; step < o.warm + o.steps; step++) {
    if (step === o.warm) before = operationsSoFar();
    const usage = process.cpuUsage();
    const started = performance.now();
    const reads = trainings.map((training) => training.record());
    tracing.push(performance.now() - started);
    loss = (await Promise.all(reads.map((read) => read())))[0]!;
    all.push(performance.now() - started);
    const { user, system } = process.cpuUsage(usage);
    processor.push((user + system) / 1000);
  }
  const operations = (operationsSoFar() - before) / o.steps;
  for (const training of trainings) training.dispose();
  await engine.dispose();
  const ms = spreadOf(all.slice(o.warm));
  const flops = Number.isNaN(operations) ? null : operations / (ms.median / 1000);
  return {
    ...{ network: o.network, atOnce, ms, loss },
    processorMs: spreadOf(processor.slice(o.warm)),
    tracingMs: spreadOf(tracing.slice(o.warm)),
    firstMs: all[0]!,
    viewsPerSecond: (2 * o.batch * atOnce) / (ms.median / 1000),
    operations: Number.isNaN(operations) ? null : operations,
    gflopsPerSecond: flops === null ? null : flops / 1e9,
    shareOfPeak: flops === null ? null : flops / peak,
  };
}

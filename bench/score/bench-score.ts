/** Times scoring: M views of each datapoint rendered from its pixels, encoded, and compared in pairs. One thread, an encoder as it is initialised. */
import { imageSize, Rng, type EngineSetting } from '@engram/core';
import { pixelsInMemory } from '../../worker/src/datasets/pixel-source.ts';
import type { RunData } from '../../worker/src/datasets/run-data.ts';
import { createEncoder } from '../../worker/src/encoders/registry.ts';
import { engineLabel } from '../../worker/src/engine/engine.ts';
import { selectEngine } from '../../worker/src/engine/registry.ts';
import { measureEncoder } from '../../worker/src/pipeline/measure.ts';
import { thisMachine, type Machine } from '../machine.ts';
import { networkConfig, type NetworkOptions } from '../networks.ts';
import { spreadOf, type Spread } from '../spread.ts';

export interface ScoreBenchmarkOptions extends NetworkOptions {
  engine: EngineSetting;
  datapoints: number;
  /** M */
  views: number;
  rounds: number;
}

export interface ScoreBenchmark {
  machine: Machine;
  engine: string;
  network: string;
  datapoints: number;
  views: number;
  /** Of all datapoints; the first round, which compiles, is left out. */
  seconds: Spread;
  viewsPerSecond: number;
  /** By the median of processor time: other work on the machine disturbs it less. */
  viewsPerProcessorSecond: number;
}

export async function benchScore(o: ScoreBenchmarkOptions): Promise<ScoreBenchmark> {
  const engine = await selectEngine(o.engine, { threads: 1 });
  const config = networkConfig(o);
  config.scoring.views = o.views;
  const rng = Rng.fromSeed('benchmark');
  const encoder = createEncoder(config.encoder, o.shape, rng.split('encoder'));
  const data = noise(o, rng.split('pixels'));
  const [seconds, processorSeconds]: [number[], number[]] = [[], []];
  for (let round = 0; round <= o.rounds; round++) {
    const [started, usage] = [performance.now(), process.cpuUsage()];
    await measureEncoder({ config, encoder, data });
    const elapsed = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(usage);
    if (round > 0) seconds.push(elapsed);
    if (round > 0) processorSeconds.push((user + system) / 1e6);
  }
  encoder.dispose();
  await engine.dispose();
  const spread = spreadOf(seconds);
  return {
    machine: thisMachine(),
    engine: engineLabel(engine),
    ...{ network: o.network, datapoints: o.datapoints, views: o.views },
    seconds: spread,
    viewsPerSecond: (o.datapoints * o.views) / spread.median,
    viewsPerProcessorSecond: (o.datapoints * o.views) / spreadOf(processorSeconds).median,
  };
}

function noise({ datapoints, shape }: ScoreBenchmarkOptions, rng: Rng): RunData {
  const pixels = Uint8Array.from({ length: datapoints * imageSize(shape) }, () => rng.integer(256));
  return {
    ...{ shape, pixels: pixelsInMemory(pixels, shape), contentHashes: [] },
    indices: Int32Array.from({ length: datapoints }, (_, n) => n),
    classes: new Int32Array(datapoints).fill(-1),
  };
}

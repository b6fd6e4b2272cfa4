/**
 * Times the whole pipeline on this machine: f and g of an `fg-split` 80/10/10 are trained side by side (small-conv, SimCLR,
 * digits-strong) and score the candidates. Starting processes and reading images are left out; compiling the step is not.
 */
import {
  allocateValues,
  DomainError,
  imageSize,
  Rng,
  runConfigSchema,
  ViewRenderer,
  type DatapointValues,
  type ImageShape,
  type RunConfig,
} from '@engram/core';
import { readIdxImages } from '../../worker/src/datasets/formats/idx.ts';
import { readMnist } from '../../worker/src/datasets/formats/mnist.ts';
import { planRun } from '../../worker/src/pipeline/plan.ts';
import { BenchmarkProcess } from './benchmark-process.ts';
import type { SentData } from './messages.ts';

export interface PipelineBenchmarkOptions {
  /** Idx file of images, gzipped or not; MNIST's digits when left out. */
  images?: string | undefined;
  datapoints: number;
  epochs: number;
  batch: number;
  /** Views M a datapoint when scoring. */
  views: number;
  /** Output channels of small-conv. */
  channels: number[];
  /** Encoders trained side by side, each by a process with one thread. */
  processes: number;
  /** `auto` when left out. */
  engine?: string | undefined;
}

export interface PipelineBenchmark {
  /** Views through forward, backward and update in a second of wall clock, all processes together, augmentation included. */
  trainViewsPerSecond: number;
  /** Views rendered in a second by one process that does nothing else. */
  augmentViewsPerSecond: number;
  /** Views rendered, encoded and compared in a second of wall clock, all processes together. */
  scoreViewsPerSecond: number;
  trainSeconds: number;
  /** Processor time of training, of all processes together: other work on the machine disturbs it less. */
  trainProcessorSeconds: number;
  scoreSeconds: number;
  /** Sum over the processes, this one included. */
  peakRssBytes: number;
  /** Name and version. */
  engine: string;
}

async function readImages(
  file: string | undefined,
): Promise<{ shape: ImageShape; count: number; pixels: DatapointValues }> {
  if (file !== undefined) return readIdxImages(file);
  const { shape, pixels, labels } = await readMnist();
  return { shape, pixels, count: labels.length };
}

/** n datapoints spread over all there are, since files are often sorted by class. */
async function benchmarkData({ images, datapoints }: PipelineBenchmarkOptions): Promise<SentData> {
  const { shape, count, pixels } = await readImages(images);
  if (datapoints > count)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `--n ${datapoints}: there are ${count} images. Ask for at most that many.`,
    );
  const positions = Int32Array.from({ length: datapoints }, (_, n) => Math.floor((n * count) / datapoints));
  return pick(
    { shape, pixels, indices: positions, classes: new Int32Array(count), contentHashes: [] },
    positions,
  );
}

function pick({ shape, pixels, indices }: SentData, positions: Int32Array): SentData {
  const size = imageSize(shape);
  const picked = allocateValues('image', positions.length * size);
  positions.forEach((position, n) =>
    picked.set(pixels.subarray(position * size, (position + 1) * size), n * size),
  );
  const classes = new Int32Array(positions.length).fill(-1);
  return { shape, pixels: picked, indices: positions.map((_, n) => indices[n]!), classes, contentHashes: [] };
}

function benchmarkConfig(o: PipelineBenchmarkOptions): RunConfig {
  return runConfigSchema.parse({
    name: 'benchmark',
    dataset: 'benchmark',
    method: { key: 'simclr', temperature: 0.5 },
    encoder: { key: 'small-conv', channels: o.channels },
    policy: 'digits-strong',
    estimator: { key: 'fg-split', encoders: 2 },
    epochs: o.epochs,
    batch: o.batch,
    scoring: { views: o.views },
  });
}

function augmentViewsPerSecond(data: SentData): number {
  const renderer = ViewRenderer.of('digits-strong', data.shape);
  const out = new Float32Array(imageSize(data.shape));
  const rng = Rng.fromSeed('benchmark');
  const render = (count: number): number => {
    const started = performance.now();
    for (let i = 0; i < count; i++) renderer.draw(rng).render(data.pixels, i % data.indices.length, out, 0);
    return (count / (performance.now() - started)) * 1000;
  };
  render(2_000); // until the loops are compiled
  return render(10_000);
}

const processorSeconds = (processes: readonly BenchmarkProcess[]): number =>
  processes.reduce((sum, { last }) => sum + (last?.processorSeconds ?? 0), 0);

async function timed(processes: BenchmarkProcess[], kind: 'train' | 'score'): Promise<number> {
  const started = performance.now();
  await Promise.all(processes.map((process) => process.tell({ kind })));
  return (performance.now() - started) / 1000;
}

/**
 * Runs the benchmark; prints nothing.
 * @throws DomainError INVALID_FILE or INVALID_ARGUMENT for images that cannot be used
 */
export async function benchPipeline(options: PipelineBenchmarkOptions): Promise<PipelineBenchmark> {
  const config = benchmarkConfig(options);
  const data = await benchmarkData(options);
  const plan = planRun(config, data.indices.length);
  const candidates = pick(
    data,
    Int32Array.from(plan.roles.flatMap((role, n) => (role === 'candidate' ? [n] : []))),
  );
  const count = Math.min(options.processes, plan.encoders);
  const processes = Array.from({ length: count }, () => new BenchmarkProcess());
  const engine = options.engine ?? 'auto';
  try {
    await Promise.all(
      processes.map((process, p) => {
        const encoders = Array.from({ length: plan.encoders }, (_, e) => e).filter((e) => e % count === p);
        return process.tell({ kind: 'load', engine, config, data, candidates, plan, encoders });
      }),
    );
    const augmented = augmentViewsPerSecond(data);
    const before = processorSeconds(processes);
    const trainSeconds = await timed(processes, 'train');
    const trainProcessorSeconds = processorSeconds(processes) - before;
    const scoreSeconds = await timed(processes, 'score');
    await Promise.all(processes.map((process) => process.tell({ kind: 'finish' })));
    const trainedOn = plan.masks.reduce((sum, mask) => sum + mask.reduce((a, b) => a + b, 0), 0);
    const own = process.resourceUsage().maxRSS * 1024;
    return {
      trainViewsPerSecond: (2 * trainedOn * options.epochs) / trainSeconds,
      augmentViewsPerSecond: augmented,
      scoreViewsPerSecond: (candidates.indices.length * options.views * plan.encoders) / scoreSeconds,
      trainSeconds,
      trainProcessorSeconds,
      scoreSeconds,
      peakRssBytes: processes.reduce((sum, { last }) => sum + (last?.peakRssBytes ?? 0), own),
      engine: processes[0]!.last!.engine,
    };
  } finally {
    for (const child of processes) child.end();
  }
}

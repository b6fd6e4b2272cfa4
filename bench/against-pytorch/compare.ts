/** The same jobs here and in PyTorch, in turn: steps and scoring of each network, and the whole pipeline. */
import type { EngineSetting, ImageShape } from '@engram/core';
import { benchScore } from '../score/bench-score.ts';
import { benchStep } from '../step/bench-step.ts';
import type { NetworkName } from '../networks.ts';
import { benchPipeline } from '../pipeline/bench-pipeline.ts';
import { nameOfPeer, runPeer, type Peer } from './pytorch.ts';
import { inTurn, type Pace, type Rate } from './rates.ts';

export interface ComparisonOptions {
  engine: EngineSetting;
  peers: readonly Peer[];
  shape: ImageShape;
  batch: number;
  width: number | undefined;
  depth: number | undefined;
  /** Timed steps of a round. */
  steps: number;
  atOnce: readonly number[];
  /** Scored datapoints of a round, and views of each. */
  datapoints: number;
  views: number;
  /** Whether scoring as it was published is compared as well. */
  withPublished: boolean;
  rounds: number;
  report(line: string): void;
}

const warm = 5;
const shapeText = ({ height, width, channels }: ImageShape): string => `${height}x${width}x${channels}`;

export function compareSteps(o: ComparisonOptions, network: NetworkName): Promise<Rate[]> {
  const { batch, shape, width, depth, steps } = o;
  const ours = o.atOnce.map((count) => ({
    name: count === 1 ? 'Engram' : `Engram, ${count} encoders at once`,
    async run() {
      const options = { network, shape, batch, width, depth, engine: o.engine, steps, warm };
      const { measurements } = await benchStep({ ...options, atOnce: [count], peakSide: 64 });
      const { viewsPerSecond, processorMs } = measurements[0]!;
      return { viewsPerSecond, viewsPerProcessorSecond: (2 * batch * count) / (processorMs.median / 1000) };
    },
  }));
  const theirs = o.peers.map((peer) => ({
    name: nameOfPeer(peer),
    async run() {
      const options = { network, batch, width: widthFor(network, width), depth, steps, warm };
      return peerPace(peer, 'step', shape, options);
    },
  }));
  return inTurn(`step of ${network}`, [...ours, ...theirs], o.rounds, o.report);
}

export function compareScoring(o: ComparisonOptions, network: NetworkName): Promise<Rate[]> {
  const { batch, shape, width, depth, datapoints, views } = o;
  const ours = {
    name: 'Engram',
    async run() {
      const options = { network, shape, batch, width, depth, engine: o.engine };
      return benchScore({ ...options, datapoints, views, rounds: 3 });
    },
  };
  const theirs = o.peers.map((peer) => ({
    name: nameOfPeer(peer),
    async run() {
      const options = {
        network,
        width: widthFor(network, width),
        depth,
        datapoints,
        views,
        steps: 3,
        warm: 1,
      };
      return peerPace(peer, 'score', shape, options);
    },
  }));
  const published = o.peers.slice(0, o.withPublished ? 1 : 0).map((peer) => ({
    name: 'one view at a time, as published',
    async run() {
      const options = { network, width: widthFor(network, width), depth, views, steps: 3, warm: 1 };
      return runPeer<Pace>(peer, 'pytorch-published.py', [], {
        ...options,
        datapoints: Math.min(datapoints, publishedDatapoints),
        shape: shapeText(shape),
      });
    },
  }));
  return inTurn(`scoring by ${network}`, [ours, ...theirs, ...published], o.rounds, o.report);
}

/** One by one, more take as much longer, and say nothing more. */
const publishedDatapoints = 100;

/** Those whose width is fixed take none. */
const widthFor = (network: NetworkName, width: number | undefined): number | undefined =>
  network === 'mlp' || network === 'small-conv' ? undefined : width;

const peerPace = (
  peer: Peer,
  what: string,
  shape: ImageShape,
  options: Record<string, string | number | undefined>,
): Promise<Pace> =>
  runPeer(peer, 'pytorch-step.py', [what, ...(peer.isCompiled ? ['--compile'] : [])], {
    ...options,
    shape: shapeText(shape),
    device: peer.device,
  });

export interface PipelineOptions {
  engine: EngineSetting;
  peers: readonly Peer[];
  /** An IDX file, which both sides read. */
  images: string;
  n: number;
  epochs: readonly number[];
  batch: number;
  views: number;
  processes: number;
  /** Whether torchvision's way, by PIL in a DataLoader, is compared as well. */
  withTorchvision: boolean;
  rounds: number;
  report(line: string): void;
}

interface Pipeline {
  trainViewsPerSecond: number;
  trainSeconds: number;
  trainProcessorSeconds: number;
}

const paceOf = ({ trainViewsPerSecond, trainSeconds, trainProcessorSeconds }: Pipeline): Pace => ({
  viewsPerSecond: trainViewsPerSecond,
  viewsPerProcessorSecond: (trainViewsPerSecond * trainSeconds) / trainProcessorSeconds,
});

/** f and g of small-conv, augmentation included; compiled or not, an expert's PyTorch is the same here. */
export async function comparePipelines(o: PipelineOptions): Promise<Rate[]> {
  const rates: Rate[] = [];
  const { images, n, batch, views, processes } = o;
  const [peer] = o.peers;
  for (const epochs of o.epochs) {
    const ours = async (): Promise<Pace> => {
      const options = { images, datapoints: n, epochs, batch, views, channels: [32, 64, 128], processes };
      return paceOf(await benchPipeline({ ...options, engine: o.engine }));
    };
    const ways = [{ name: 'Engram', run: ours }];
    const shared = { images, n, epochs, batch, views };
    const add = (name: string, script: string, more: Record<string, string | number>): void =>
      void ways.push({
        name,
        run: async () => paceOf(await runPeer<Pipeline>(peer!, script, [], { ...shared, ...more })),
      });
    if (peer)
      add(`PyTorch by an expert on ${peer.device}`, 'pytorch-expert.py', { device: peer.device, processes });
    // Its best over loaders and threads is what counts.
    if (peer && o.withTorchvision)
      for (const workers of [1, 2])
        add(`torchvision, ${workers} loaders`, 'pytorch-pipeline.py', { workers, threads: 1 });
    rates.push(...(await inTurn(`pipeline, epochs: ${epochs}`, ways, o.rounds, o.report)));
  }
  return rates;
}

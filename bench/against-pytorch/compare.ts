/** The same jobs here and in PyTorch, in turn: steps and scoring of each network, and the whole pipeline. */
import type { EngineSetting, ImageShape } from '@engram/core';
import { benchScore } from '../score/bench-score.ts';
import { benchStep } from '../step/bench-step.ts';
import type { NetworkName } from '../networks.ts';
import { benchPipeline } from '../pipeline/bench-pipeline.ts';
import { nameOfPeer, runPeer, type Peer } from './pytorch.ts';
import { inTurn, type Rate } from './rates.ts';

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
  rounds: number;
  report(line: string): void;
}

const warm = 5;
const shapeText = ({ height, width, channels }: ImageShape): string => `${height}x${width}x${channels}`;

interface PeerStep {
  viewsPerSecond: number;
}

export function compareSteps(o: ComparisonOptions, network: NetworkName): Promise<Rate[]> {
  const { batch, shape, width, depth, steps } = o;
  const ours = o.atOnce.map((count) => ({
    name: count === 1 ? 'Engram' : `Engram, ${count} encoders at once`,
    async run() {
      const options = { network, shape, batch, width, depth, engine: o.engine, steps, warm };
      const { measurements } = await benchStep({ ...options, atOnce: [count], peakSide: 64 });
      return measurements[0]!.viewsPerSecond;
    },
  }));
  const theirs = o.peers.map((peer) => ({
    name: nameOfPeer(peer),
    async run() {
      const options = { network, batch, width: widthFor(network, width), depth, steps, warm };
      return (await peerRate(peer, 'step', shape, options)).viewsPerSecond;
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
      return (await benchScore({ ...options, datapoints, views, rounds: 3 })).viewsPerSecond;
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
      return (await peerRate(peer, 'score', shape, options)).viewsPerSecond;
    },
  }));
  return inTurn(`scoring by ${network}`, [ours, ...theirs], o.rounds, o.report);
}

/** Those whose width is fixed take none. */
const widthFor = (network: NetworkName, width: number | undefined): number | undefined =>
  network === 'mlp' || network === 'small-conv' ? undefined : width;

const peerRate = (
  peer: Peer,
  what: string,
  shape: ImageShape,
  options: Record<string, string | number | undefined>,
): Promise<PeerStep> =>
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

interface PeerPipeline {
  trainViewsPerSecond: number;
}

/** f and g of small-conv, augmentation included; compiled or not, an expert's PyTorch is the same here. */
export async function comparePipelines(o: PipelineOptions): Promise<Rate[]> {
  const rates: Rate[] = [];
  const { images, n, batch, views, processes } = o;
  const [peer] = o.peers;
  for (const epochs of o.epochs) {
    const ours = async (): Promise<number> => {
      const options = { images, datapoints: n, epochs, batch, views, channels: [32, 64, 128], processes };
      return (await benchPipeline({ ...options, engine: o.engine })).trainViewsPerSecond;
    };
    const ways = [{ name: 'Engram', run: ours }];
    const shared = { images, n, epochs, batch, views };
    const add = (name: string, script: string, more: Record<string, string | number>): void =>
      void ways.push({
        name,
        run: async () =>
          (await runPeer<PeerPipeline>(peer!, script, [], { ...shared, ...more })).trainViewsPerSecond,
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

/** The encoders that benchmarks train, by name; `bench/peers/networks.py` has the same in PyTorch. */
import { runConfigSchema, type ImageShape, type RunConfig } from '@engram/core';

export const networkNames = ['mlp', 'small-conv', 'resnet9', 'resnet18', 'vit-tiny'] as const;
export type NetworkName = (typeof networkNames)[number];
export const defaultNetwork: NetworkName = 'small-conv';

export interface NetworkOptions {
  network: NetworkName;
  shape: ImageShape;
  /** Datapoints of a batch; two views each. */
  batch: number;
  /** Of resnet9 and resnet18: channels of the first convolution. Of vit-tiny: dimension of a token. */
  width?: number | undefined;
  /** Of vit-tiny: blocks. */
  depth?: number | undefined;
}

/** SimCLR with a projector of 128-64 and SGD with momentum, as `engram bench pipeline` trains. */
export function networkConfig({ network, batch, width, depth }: NetworkOptions): RunConfig {
  const takesWidth = network.startsWith('resnet') || network === 'vit-tiny';
  return runConfigSchema.parse({
    name: 'benchmark',
    dataset: 'benchmark',
    method: { key: 'simclr', temperature: 0.5 },
    encoder: {
      key: network,
      ...(takesWidth && width !== undefined && { width }),
      ...(network === 'vit-tiny' && depth !== undefined && { depth }),
    },
    projector: { widths: [128, 64] },
    policy: 'digits-strong',
    estimator: { key: 'fg-split', encoders: 2 },
    epochs: 1,
    batch,
    scoring: { views: 10 },
  });
}

import type { EncoderConfig, ImageShape, Rng } from '@engram/core';
import type { Encoder } from './encoder.ts';
import { mlp } from './mlp.ts';
import { smallConv } from './small-conv.ts';

type Builders = {
  [K in EncoderConfig['key']]: (
    config: Extract<EncoderConfig, { key: K }>,
    shape: ImageShape,
    rng: Rng,
  ) => Encoder;
};

const builders: Builders = { mlp, 'small-conv': smallConv };

/** An encoder with fresh weights drawn from `rng`; the caller disposes it. */
export function createEncoder(config: EncoderConfig, shape: ImageShape, rng: Rng): Encoder {
  const build = builders[config.key] as (config: EncoderConfig, shape: ImageShape, rng: Rng) => Encoder;
  return build(config, shape, rng);
}

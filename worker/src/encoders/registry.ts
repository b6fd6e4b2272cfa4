import { assertEncoderTakes, type EncoderConfig, type ImageShape, type Rng } from '@engram/core';
import type { Encoder } from './encoder.ts';
import { mlp } from './mlp.ts';
import { resnet18 } from './resnet18.ts';
import { resnet9 } from './resnet9.ts';
import { smallConv } from './small-conv.ts';
import { vitTiny } from './vit-tiny.ts';

type Builders = {
  [K in EncoderConfig['key']]: (
    config: Extract<EncoderConfig, { key: K }>,
    shape: ImageShape,
    rng: Rng | null,
  ) => Encoder;
};

const builders: Builders = {
  mlp,
  'small-conv': smallConv,
  resnet9,
  resnet18,
  'vit-tiny': vitTiny,
};

/**
 * An encoder with fresh weights drawn from `rng`, or of zeros where it is null, for those that are replaced at once; the caller disposes it.
 * @throws DomainError INVALID_CONFIG when it cannot take data of this shape
 */
export function createEncoder(config: EncoderConfig, shape: ImageShape, rng: Rng | null): Encoder {
  assertEncoderTakes(config, shape);
  const build = builders[config.key] as (
    config: EncoderConfig,
    shape: ImageShape,
    rng: Rng | null,
  ) => Encoder;
  return build(config, shape, rng);
}

import type { ImageShape } from '../augmentations/image-shape.ts';
import { DomainError } from '../errors.ts';
import { encoderDefinitions, type EncoderConfig } from './registry.ts';

/** @throws DomainError INVALID_CONFIG when the encoder cannot take data of this shape, with what to change */
export function assertEncoderTakes(config: EncoderConfig, shape: ImageShape): void {
  const misfit = encoderDefinitions[config.key].misfit?.(config, shape);
  if (misfit) throw new DomainError('INVALID_CONFIG', `encoder: '${config.key}' ${misfit}`);
}

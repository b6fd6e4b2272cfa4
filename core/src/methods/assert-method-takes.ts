import type { ImageShape } from '../augmentations/image-shape.ts';
import { encoderDefinitions, type EncoderConfig } from '../encoders/registry.ts';
import { DomainError } from '../errors.ts';
import { methodDefinitions, type MethodConfig } from './registry.ts';

/** @throws DomainError INVALID_CONFIG when the method cannot be trained on such data, or with such an encoder, with what to change */
export function assertMethodTakes(
  { method, encoder }: { method: MethodConfig; encoder: EncoderConfig },
  data: { shape: ImageShape; classCount: number; unlabelledCount: number },
): void {
  const patch = encoderDefinitions[encoder.key].patch?.(encoder) ?? null;
  const misfit = methodDefinitions[method.key].misfit?.(method, {
    ...data,
    encoder: { key: encoder.key, patch },
  });
  if (misfit) throw new DomainError('INVALID_CONFIG', misfit);
}

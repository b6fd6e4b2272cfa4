import { DomainError } from '../errors.ts';
import { nearestNames } from '../text/nearest-names.ts';
import type { LayerShape } from './encoder-definition.ts';
import type { OnnxEncoderConfig } from '../imported/imported-config.ts';
import { encoderDefinitions, type EncoderConfig } from './registry.ts';

/** Every encoder's last layer, from which scores are made unless a run asks for another. */
export const representationLayer = 'representation';

/** A layer of an encoder, in order from the input on. */
export interface EncoderLayer extends LayerShape {
  /** Its place among the layers, from 0. */
  readonly index: number;
  /** What it is called by its kind and number, such as `layer3`; the last layer's `name` is `representation`. */
  readonly ordinalName: string;
}

/** The layers that an encoder of this configuration has; the last is the representation. */
export function encoderLayers(config: EncoderConfig | OnnxEncoderConfig): readonly EncoderLayer[] {
  const layers = config.key === 'onnx' ? config.layers : encoderDefinitions[config.key].layers(config);
  return layers.map((layer, index) => ({
    ...layer,
    index,
    ordinalName: layer.name,
    name: index === layers.length - 1 ? representationLayer : layer.name,
  }));
}

/** What the last layer may be called: by its name and by its ordinal name. */
export function representationNames(config: EncoderConfig | OnnxEncoderConfig): readonly string[] {
  const last = encoderLayers(config).at(-1);
  return last ? [last.name, last.ordinalName] : [representationLayer];
}

/**
 * A layer by its name, or by its ordinal name.
 * @throws DomainError INVALID_CONFIG for a layer that the encoder does not have, with the nearest names
 */
export function encoderLayer(config: EncoderConfig | OnnxEncoderConfig, name: string): EncoderLayer {
  const layers = encoderLayers(config);
  const found = layers.find((layer) => layer.name === name || layer.ordinalName === name);
  if (found) return found;
  const names = layers.map((layer) => layer.name);
  const nearest = nearestNames(name, names).map((near) => `'${near}'`);
  throw new DomainError(
    'INVALID_CONFIG',
    `layer: the encoder '${config.key}' has no layer '${name}'; the nearest ${nearest.length > 1 ? 'are' : 'is'} ` +
      `${nearest.join(' and ')}. Its layers are ${names.join(', ')}.`,
  );
}

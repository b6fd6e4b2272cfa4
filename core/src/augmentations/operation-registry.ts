/** The operations that a policy can be made of: one line adds one. */
import { z } from 'zod';
import type { DataKind } from '../data-kind.ts';
import type { ImageShape } from './image-shape.ts';
import type { Operation, Operator } from './operation.ts';
import { blur } from './operations/blur.ts';
import { colourJitter } from './operations/colour-jitter.ts';
import { gaussianNoise } from './operations/gaussian-noise.ts';
import { grayscale } from './operations/grayscale.ts';
import { horizontalFlip } from './operations/horizontal-flip.ts';
import { invert } from './operations/invert.ts';
import { masking } from './operations/masking.ts';
import { noise } from './operations/noise.ts';
import { resizedCrop } from './operations/resized-crop.ts';
import { rotation } from './operations/rotation.ts';
import { scaling } from './operations/scaling.ts';
import { timeCrop } from './operations/time-crop.ts';
import { verticalFlip } from './operations/vertical-flip.ts';
import { wordDropout } from './operations/word-dropout.ts';
import { wordSwaps } from './operations/word-swaps.ts';
import { byKey, schemasOf, type KeyedSchema } from '../config/variants.ts';

const definitions = [
  resizedCrop,
  rotation,
  blur,
  horizontalFlip,
  verticalFlip,
  colourJitter,
  grayscale,
  invert,
  noise,
  gaussianNoise,
  scaling,
  masking,
  timeCrop,
  wordDropout,
  wordSwaps,
] as const;

export const operationConfigSchema = z.discriminatedUnion('key', schemasOf(definitions));
export type OperationConfig = z.infer<typeof operationConfigSchema>;
export type OperationKey = OperationConfig['key'];

type AnyOperation = Operation<KeyedSchema, Operator>;

// Settings are handed to the definition whose key they name, which types cannot say.
const operations = byKey(definitions, (operation) => operation as unknown as AnyOperation);

export interface OperationCard {
  description: string;
  /** Kinds of data that it makes views of. */
  kinds: readonly DataKind[];
}

/** Cards of the operations: name and description. */
export const operationCards: Readonly<Record<OperationKey, OperationCard>> = operations;

/** An operation of a policy, for datapoints of one shape. */
export const createOperator = (config: OperationConfig, shape: ImageShape): Operator =>
  operations[config.key].operator(config, shape);

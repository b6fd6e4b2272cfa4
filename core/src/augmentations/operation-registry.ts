/** The operations that a policy can be made of: one line adds one. */
import { z } from 'zod';
import type { DataKind } from '../data-kind.ts';
import type { ImageShape } from './image-shape.ts';
import type { Operation, Operator } from './operation.ts';
import { blur } from './operations/blur.ts';
import { horizontalFlip } from './operations/horizontal-flip.ts';
import { noise } from './operations/noise.ts';
import { resizedCrop } from './operations/resized-crop.ts';
import { rotation } from './operations/rotation.ts';

const definitions = [resizedCrop, rotation, blur, horizontalFlip, noise] as const;

type Schemas<T> = { -readonly [I in keyof T]: T[I] extends { schema: infer Schema } ? Schema : never };

// `map` forgets that the list has one schema an operation, in this order.
const schemas = definitions.map(({ schema }) => schema) as unknown as Schemas<typeof definitions>;

export const operationConfigSchema = z.discriminatedUnion('key', schemas);
export type OperationConfig = z.infer<typeof operationConfigSchema>;
export type OperationKey = OperationConfig['key'];

type AnyOperation = Operation<z.ZodObject<{ key: z.ZodLiteral<string> }>, Operator>;

const operations = Object.fromEntries(
  definitions.map((operation) => [operation.schema.shape.key.value, operation]),
) as unknown as Readonly<Record<OperationKey, AnyOperation>>;

export interface OperationCard {
  description: string;
  /** Kinds of data that it makes views of. */
  kinds: readonly DataKind[];
}

/** The operations in words. */
export const operationCards: Readonly<Record<OperationKey, OperationCard>> = operations;

/** An operation of a policy, for datapoints of one shape. */
export const createOperator = (config: OperationConfig, shape: ImageShape): Operator =>
  operations[config.key].operator(config, shape);

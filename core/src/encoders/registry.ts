/** The encoders that a run can be configured with: one line adds one. */
import { z } from 'zod';
import type { EncoderCard, EncoderDefinition } from './encoder-definition.ts';
import { mlp } from './mlp.ts';
import { smallConv } from './small-conv.ts';

const definitions = [mlp, smallConv] as const;

type Schemas<T> = { -readonly [I in keyof T]: T[I] extends { schema: infer Schema } ? Schema : never };

// `map` forgets that the list has one schema an encoder, in this order.
const schemas = definitions.map(({ schema }) => schema) as unknown as Schemas<typeof definitions>;

export const encoderConfigSchema = z.discriminatedUnion('key', schemas);
export type EncoderConfig = z.infer<typeof encoderConfigSchema>;
export type EncoderKey = EncoderConfig['key'];

type AnyEncoder = EncoderDefinition<z.ZodObject<{ key: z.ZodLiteral<string> }>>;

/** The encoders by their keys. */
export const encoderDefinitions = Object.fromEntries(
  definitions.map((definition) => [definition.schema.shape.key.value, definition]),
) as unknown as Readonly<Record<EncoderKey, AnyEncoder>>;

/** The encoders in words. */
export const encoderCards = Object.fromEntries(
  definitions.map(({ schema, card }) => [schema.shape.key.value, card]),
) as Record<EncoderKey, EncoderCard>;

/** Registries: lists of definitions, each with a schema whose `key` names it. */
import type { z } from 'zod';

/** The schema of a definition's settings. */
export type KeyedSchema = z.ZodObject<{ key: z.ZodLiteral<string> }>;

interface Definition {
  readonly schema: KeyedSchema;
}

type Schemas<T> = { -readonly [I in keyof T]: T[I] extends { schema: infer Schema } ? Schema : never };

/** The schemas of definitions, for `z.discriminatedUnion('key', …)`. */
export function schemasOf<const T extends readonly Definition[]>(definitions: T): Schemas<T> {
  // `map` forgets that the list has one schema a definition, in this order.
  return definitions.map(({ schema }) => schema) as unknown as Schemas<T>;
}

/** Something of each definition, by its key. */
export function byKey<D extends Definition, Value>(
  definitions: readonly D[],
  valueOf: (definition: D) => Value,
): Readonly<Record<D['schema']['shape']['key']['value'], Value>> {
  return Object.fromEntries(
    definitions.map((definition) => [definition.schema.shape.key.value, valueOf(definition)]),
  ) as Record<D['schema']['shape']['key']['value'], Value>;
}

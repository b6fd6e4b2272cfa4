/** The SSL methods that a run can be configured with: one line adds one. */
import { z } from 'zod';
import { barlowTwins } from './barlow-twins.ts';
import { byol } from './byol.ts';
import type { MethodCard } from './method-definition.ts';
import { moco } from './moco.ts';
import { simclr } from './simclr.ts';
import { simsiam } from './simsiam.ts';
import { vicreg } from './vicreg.ts';

const definitions = [simclr, moco, byol, simsiam, barlowTwins, vicreg] as const;

type Schemas<T> = { -readonly [I in keyof T]: T[I] extends { schema: infer Schema } ? Schema : never };

// `map` forgets that the list has one schema a method, in this order.
const schemas = definitions.map(({ schema }) => schema) as unknown as Schemas<typeof definitions>;

export const methodConfigSchema = z.discriminatedUnion('key', schemas);
export type MethodConfig = z.infer<typeof methodConfigSchema>;
export type MethodKey = MethodConfig['key'];

/** The methods in words. */
export const methodCards = Object.fromEntries(
  definitions.map(({ schema, card }) => [schema.shape.key.value, card]),
) as Record<MethodKey, MethodCard>;

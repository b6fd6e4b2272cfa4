/** The SSL methods that a run can be configured with: one line adds one. */
import { z } from 'zod';
import { barlowTwins } from './barlow-twins.ts';
import { byol } from './byol.ts';
import { dino } from './dino.ts';
import { mae } from './mae.ts';
import type { MethodCard, MethodDefinition } from './method-definition.ts';
import { moco } from './moco.ts';
import { simclr } from './simclr.ts';
import { simsiam } from './simsiam.ts';
import { supervised } from './supervised.ts';
import { swav } from './swav.ts';
import { vicreg } from './vicreg.ts';
import { byKey, schemasOf, type KeyedSchema } from '../config/variants.ts';

const definitions = [simclr, moco, byol, simsiam, barlowTwins, vicreg, swav, dino, mae, supervised] as const;

export const methodConfigSchema = z.discriminatedUnion('key', schemasOf(definitions));
export type MethodConfig = z.infer<typeof methodConfigSchema>;
export type MethodKey = MethodConfig['key'];

type AnyMethod = MethodDefinition<KeyedSchema>;

/** The methods by their keys. Settings are handed to the definition whose key they name, which types cannot say. */
export const methodDefinitions = byKey(definitions, (definition) => definition as unknown as AnyMethod);

/** Cards of the methods: name and description. */
export const methodCards = byKey(definitions, ({ card }): MethodCard => card);

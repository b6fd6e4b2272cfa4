/** The encoders that a run can be configured with: one line adds one. */
import { z } from 'zod';
import type { EncoderCard, EncoderDefinition } from './encoder-definition.ts';
import { mlp } from './mlp.ts';
import { resnet18 } from './resnet18.ts';
import { resnet9 } from './resnet9.ts';
import { smallConv } from './small-conv.ts';
import { vitTiny } from './vit-tiny.ts';
import { byKey, schemasOf, type KeyedSchema } from '../config/variants.ts';

const definitions = [mlp, smallConv, resnet9, resnet18, vitTiny] as const;

export const encoderConfigSchema = z.discriminatedUnion('key', schemasOf(definitions));
export type EncoderConfig = z.infer<typeof encoderConfigSchema>;

type AnyEncoder = EncoderDefinition<KeyedSchema>;

/** The encoders by their keys. Settings are handed to the definition whose key they name, which types cannot say. */
export const encoderDefinitions = byKey(definitions, (definition) => definition as unknown as AnyEncoder);

/** Cards of the encoders: name and description. */
export const encoderCards = byKey(definitions, ({ card }): EncoderCard => card);

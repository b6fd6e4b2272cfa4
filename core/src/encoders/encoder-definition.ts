import type { z } from 'zod';
import type { ImageShape } from '../augmentations/image-shape.ts';
import type { DataKind } from '../data-kind.ts';
import type { KeyedSchema } from '../config/variants.ts';

/** How an encoder is presented. */
export interface EncoderCard {
  name: string;
  /** One or two sentences. */
  description: string;
  citation: string | null;
}

/** What turns a layer's output into one row of features a datapoint. */
export type Pooling = 'none' | 'global-average' | 'class-token';

/** A layer that can be asked for by name. */
export interface LayerShape {
  readonly name: string;
  /** Features of a datapoint after pooling. */
  readonly dims: number;
  readonly pooling: Pooling;
}

/** An encoder as configurations and pages know it; the network stands under the same name in `worker/src/encoders`. */
export interface EncoderDefinition<Schema extends KeyedSchema> {
  readonly schema: Schema;
  readonly card: EncoderCard;
  /** Kinds of data that it takes. */
  readonly kinds: readonly DataKind[];
  /** Why it cannot take data of this shape, as the rest of a sentence that begins with its name; null, or left out, when it can. */
  misfit?(settings: z.infer<Schema>, shape: ImageShape): string | null;
  /** Side of a patch, of an encoder that works on patches. */
  patch?(settings: z.infer<Schema>): number;
  /** The layers from the input on, at least one. The last one's output is the representation h. */
  layers(settings: z.infer<Schema>): readonly LayerShape[];
}

export const defineEncoder = <Schema extends KeyedSchema>(
  definition: EncoderDefinition<Schema>,
): EncoderDefinition<Schema> => definition;

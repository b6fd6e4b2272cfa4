import type { z } from 'zod';
import type { DataKind } from '../data-kind.ts';
import type { Rng } from '../rng.ts';
import type { ImageShape } from './image-shape.ts';
import type { Place } from './place.ts';
import type { KeyedSchema } from '../config/variants.ts';

/**
 * One operation of a policy, ready to make view after view of datapoints of one shape without allocation: it draws what one view needs,
 * then moves the places that values are read from (`place`), or changes values in place (`change`).
 */
export interface Operator {
  /** Draws one view's parameters: always as many numbers from the stream, whatever comes of them. */
  draw(rng: Rng): void;
  /** For a change of geometry; several in a row become one interpolation. */
  place?(place: Place): void;
  /** @param values [H, W, C] from `at` on; those of an image are in 0–1 and stay there */
  change?(values: Float32Array, at: number): void;
}

export interface Operation<Schema extends KeyedSchema, Made extends Operator> {
  readonly schema: Schema;
  /** One sentence. */
  readonly description: string;
  /** Kinds of data that it makes views of. */
  readonly kinds: readonly DataKind[];
  operator(settings: z.infer<Schema>, shape: ImageShape): Made;
}

export const defineOperation = <Schema extends KeyedSchema, Made extends Operator>(
  operation: Operation<Schema, Made>,
): Operation<Schema, Made> => operation;

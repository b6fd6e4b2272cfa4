import type { z } from 'zod';
import type { ImageShape } from '../augmentations/image-shape.ts';
import type { DataKind } from '../data-kind.ts';
import type { KeyedSchema } from '../config/variants.ts';

/** How a method is presented. */
export interface MethodCard {
  name: string;
  /** One or two sentences. */
  description: string;
  citation: string | null;
  /** What to change when all representations become one point; null where no setting of the method has a say in it. */
  collapseAdvice: string | null;
}

/** What a method is to be trained on, and with. */
export interface MethodSetting {
  readonly shape: ImageShape;
  /** Latent classes that occur. */
  readonly classCount: number;
  /** Datapoints whose class is unknown. */
  readonly unlabelledCount: number;
  readonly encoder: {
    readonly key: string;
    /** Side of a patch, of an encoder that works on patches. */
    readonly patch: number | null;
  };
}

/** A method as configurations and pages know it; what it computes stands under the same name in `worker/src/methods`. */
export interface MethodDefinition<Schema extends KeyedSchema> {
  readonly schema: Schema;
  readonly card: MethodCard;
  /** Kinds of data that it can be trained on with these settings; all of them when left out. */
  kinds?(settings: z.infer<Schema>): readonly DataKind[];
  /** Largest learning rate of SGD at which it was seen to train; left out where it trains at those of the presets. */
  readonly maxLearningRate?: number;
  /** Whether a classifier of labels is trained on the representation, and stored with it. */
  readonly trainsClassifier?: boolean;
  /** Why it cannot be trained so, and what to change, in whole sentences; null, or left out, when it can. */
  misfit?(settings: z.infer<Schema>, setting: MethodSetting): string | null;
}

export const defineMethod = <Schema extends KeyedSchema>(
  definition: MethodDefinition<Schema>,
): MethodDefinition<Schema> => definition;

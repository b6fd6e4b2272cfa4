import type { z } from 'zod';

/** How a method is presented. */
export interface MethodCard {
  name: string;
  /** One or two sentences. */
  description: string;
  citation: string | null;
  /** What to change when all representations become one point; null where no setting of the method has a say in it. */
  collapseAdvice: string | null;
}

/** A method as configurations and pages know it; what it computes stands under the same name in `worker/src/methods`. */
export interface MethodDefinition<Schema extends z.ZodObject<{ key: z.ZodLiteral<string> }>> {
  readonly schema: Schema;
  readonly card: MethodCard;
}

export const defineMethod = <Schema extends z.ZodObject<{ key: z.ZodLiteral<string> }>>(
  definition: MethodDefinition<Schema>,
): MethodDefinition<Schema> => definition;

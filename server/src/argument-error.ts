import { DomainError } from '@engram/core';

/** An argument the client must change; `argument` is its path in the call, such as `filter.run`. */
export class ArgumentError extends DomainError {
  constructor(
    readonly argument: string,
    message: string,
  ) {
    super('INVALID_ARGUMENT', message);
  }
}

/** A schema of core, as far as arguments need it. */
interface Schema<T> {
  safeParse(
    value: unknown,
  ): { success: true; data: T } | { success: false; error: { issues: readonly { message: string }[] } };
}

/** An argument as a schema of core makes it. @throws ArgumentError with what the schema says */
export function checked<T>(schema: Schema<T>, value: unknown, argument: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ArgumentError(argument, result.error.issues[0]!.message);
}

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

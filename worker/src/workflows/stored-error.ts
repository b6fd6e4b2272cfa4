import { DomainError, errorTable, type ErrorCode } from '@engram/core';

const isCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errorTable, code);

/**
 * The error that a workflow or step ended with. Read back from the database it has the fields of a DomainError but not its
 * class, which it gets here; any other error comes back as it is.
 */
export function storedError(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof DomainError || thrown.name !== 'DomainError')
    return thrown;
  const { code } = thrown as { code?: unknown };
  return isCode(code) ? new DomainError(code, thrown.message, { cause: thrown }) : thrown;
}

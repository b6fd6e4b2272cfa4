export interface ErrorOrigin {
  /** SQLSTATE, errno or Prisma code; '' when there is none. */
  code: string;
  /** The sentence of whoever gave the code: the server, the system or Prisma. */
  said: string;
}

/** The code and sentence that an error began with, looked for along `cause` and inside an AggregateError. */
export function originOf(error: unknown): ErrorOrigin {
  const seen = new Set<unknown>();
  const queue = [error];
  let fallback: ErrorOrigin | undefined;
  while (queue.length > 0) {
    const next = queue.shift();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    const { code, originalCode, originalMessage, message, cause, errors, meta } = next as Record<
      string,
      unknown
    >;
    if (typeof originalCode === 'string')
      return { code: originalCode, said: textOf(originalMessage) || textOf(message) };
    if (typeof code === 'string' && !/^P2010$/.test(code)) fallback ??= { code, said: textOf(message) };
    queue.push(cause, meta, (meta as Record<string, unknown> | undefined)?.driverAdapterError);
    if (Array.isArray(errors)) queue.push(...errors);
  }
  return fallback ?? { code: '', said: error instanceof Error ? error.message : '' };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

export const sqlState = (error: unknown): string => originOf(error).code;

/** Whether the server rolled everything back for the sake of another transaction, so that the same may be tried again at once. */
export const isSerializationFailure = (error: unknown): boolean =>
  /^(40001|40P01|P2034)$/.test(sqlState(error));

/** Whether the connection is of no more use: the server ends it (57P…, 25P03), or only reads since it was demoted (25006). */
export const endsConnection = (error: unknown): boolean => /^(08|57P|25P0[34]|25006)/.test(sqlState(error));

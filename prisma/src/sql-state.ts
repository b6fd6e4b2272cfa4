/** SQLSTATE, errno or Prisma code, looked for along `cause` and inside an AggregateError; '' when there is none. */
export function sqlState(error: unknown): string {
  const seen = new Set<unknown>();
  const queue = [error];
  let fallback = '';
  while (queue.length > 0) {
    const next = queue.shift();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    const { code, originalCode, cause, errors, meta } = next as Record<string, unknown>;
    if (typeof originalCode === 'string') return originalCode;
    if (typeof code === 'string' && !/^P2010$/.test(code)) fallback ||= code;
    queue.push(cause, meta, (meta as Record<string, unknown> | undefined)?.driverAdapterError);
    if (Array.isArray(errors)) queue.push(...errors);
  }
  return fallback;
}

/** Whether the server rolled everything back for the sake of another transaction, so that the same may be tried again at once. */
export const gaveWay = (error: unknown): boolean => /^(40001|40P01|P2034)$/.test(sqlState(error));

/** Whether the connection is of no more use: the server ends it (57P…, 25P03), or only reads since it was demoted (25006). */
export const endsConnection = (error: unknown): boolean => /^(08|57P|25P0[34]|25006)/.test(sqlState(error));

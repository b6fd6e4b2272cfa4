import { DomainError, InvariantError } from '@engram/core';
import { addressOf } from './address.ts';

const unreachable = new Set(
  'ECONNREFUSED ECONNRESET ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH ETIMEDOUT EPIPE ENOENT P1001 P1002 P1017'.split(
    ' ',
  ),
);
/** Messages of pg that carry no code. */
const unreachableMessages =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i;

const unavailableStates: Record<string, string> = {
  '28P01': 'refused the password; check the one in DATABASE_URL',
  '28000': 'refused the user; check DATABASE_URL and the server’s pg_hba.conf',
  '3D000': 'has no such database; create it or correct DATABASE_URL',
  '42501': 'does not allow this user to do that; ask for CREATE on the database and for CREATEDB',
  '53100': 'has no disk space left; free some and try again',
  '53200': 'is out of memory; try again when it is less busy',
  '53300': 'takes no more connections; stop other clients or raise max_connections',
  '25006': 'is read-only; point DATABASE_URL at the primary server',
  P1000: 'refused the password; check the one in DATABASE_URL',
  P1003: 'has no such database; create it or correct DATABASE_URL',
};

/**
 * Turns an error of pg or Prisma into a DomainError whose message says what to do; an error that is our own mistake (or is
 * mapped already) comes back as it is.
 */
export function mapError(error: unknown, url: string): unknown {
  if (error instanceof DomainError || error instanceof InvariantError || !(error instanceof Error))
    return error;
  const code = sqlState(error);
  const fail = (kind: ConstructorParameters<typeof DomainError>[0], message: string): DomainError =>
    new DomainError(kind, message, { cause: error, details: { code } });
  const said = unavailableStates[code];
  if (said) return fail('STORE_UNAVAILABLE', `The database at ${addressOf(url)} ${said}.`);
  if (unreachable.has(code) || /^(08|57P0)/.test(code) || unreachableMessages.test(error.message))
    return fail(
      'STORE_UNAVAILABLE',
      `The database at ${addressOf(url)} cannot be reached (${code || error.message}). Check that it runs and that ` +
        'DATABASE_URL names it; `engram doctor` shows what is used.',
    );
  switch (code) {
    case '23505':
    case 'P2002':
      return fail('CONFLICT', `This is stored already: ${detailOf(error)}`);
    case '23503':
    case 'P2003':
      return fail('NOT_FOUND', `This refers to something that is not stored: ${detailOf(error)}`);
    case '40001':
    case '40P01':
    case 'P2034':
      return fail('STORE_UNAVAILABLE', 'The database gave way to another transaction; try again.');
    case '57014':
      return fail('LIMIT_EXCEEDED', 'The query took too long and was stopped; ask for less or add a filter.');
    case '22021':
    case '22P05':
      return fail('INVALID_ARGUMENT', 'A text holds a character that cannot be stored (U+0000); remove it.');
    case '22003':
      return fail('INVALID_ARGUMENT', 'A number lies outside the range that is stored; use a smaller one.');
    default:
      return error;
  }
}

/** Runs `action` with its storage errors mapped. */
export async function mapped<T>(url: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw mapError(error, url);
  }
}

/** SQLSTATE, errno or Prisma code, looked for along `cause` and inside an AggregateError; '' when there is none. */
function sqlState(error: unknown): string {
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

function detailOf(error: Error): string {
  const { detail } = error as { detail?: unknown };
  return typeof detail === 'string' ? detail : error.message.split('\n').at(-1)!.trim();
}

import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine, DomainError, InvariantError } from '@engram/core';
import { addressOf } from './address.ts';
import { gaveWay, sqlState } from './sql-state.ts';

const unreachable = new Set(
  'ECONNREFUSED ECONNRESET ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH ETIMEDOUT EPIPE ENOENT P1001 P1002 P1017'.split(
    ' ',
  ),
);
/** Messages of pg that carry no code: for a connection that could not be opened, and for one that was. */
const unreachableMessages = /connection terminated due to connection timeout|timeout expired/i;
const lostMessages = /connection terminated|connection ended|client has encountered a connection error/i;

const unavailableStates: Record<string, string> = {
  '28P01': 'refused the password; check the one in DATABASE_URL',
  '28000': 'refused the user; check DATABASE_URL and the server’s pg_hba.conf',
  '3D000': 'has no such database; create it or correct DATABASE_URL',
  '42501': 'does not allow this user to do that; ask for CREATE on the database and for CREATEDB',
  '53100': 'has no disk space left; free some and try again',
  '53200': 'is out of memory; try again when it is less busy',
  '53300': 'takes no more connections; stop other clients or raise max_connections',
  '25006': 'is read-only; point DATABASE_URL at the primary server',
  '25P03': 'ended a transaction that was idle for too long; try again',
  '25P04': 'ended a transaction that took too long; try again',
  '55P03': 'did not grant a lock in time; try again',
  '57P01': 'ended the connection, for a restart or by an administrator; try again',
  '57P02': 'ended the connection, since it crashed and restarts; try again',
  '57P03': 'is starting or stopping; try again',
  '57P05': 'ended an idle connection; try again',
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
  if (lostMessages.test(error.message) && !unreachableMessages.test(error.message))
    return fail(
      'STORE_UNAVAILABLE',
      `The connection to the database at ${addressOf(url)} was lost (${code || error.message}). Try again; if that does not ` +
        'help, `engram doctor` shows whether the database runs.',
    );
  if (unreachable.has(code) || /^(08|57P0)/.test(code) || unreachableMessages.test(error.message))
    return fail(
      'STORE_UNAVAILABLE',
      `The database at ${addressOf(url)} cannot be reached (${code || error.message}). Check that it runs and that ` +
        `DATABASE_URL names it; ${commandLine('doctor')} shows what is used.`,
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
      // A limit that the role or the database has is met again; whoever cancelled one statement need not cancel the next.
      return /statement timeout/i.test(error.message)
        ? fail(
            'LIMIT_EXCEEDED',
            'The query took longer than the database allows (statement_timeout); ask for less or add a filter.',
          )
        : fail('STORE_UNAVAILABLE', 'The statement was cancelled in the database; try again.');
    case '22021':
    case '22P05':
      return fail('INVALID_ARGUMENT', 'A text holds a character that cannot be stored (U+0000); remove it.');
    case '22003':
      return fail('INVALID_ARGUMENT', 'A number lies outside the range that is stored; use a smaller one.');
    default:
      return error;
  }
}

/** How often `mapped` tries what the database rolled back for another transaction; they seldom meet more than once. */
const mostAttempts = 5;

/**
 * Runs `action` with its storage errors mapped. What the database rolled back for the sake of another transaction (deadlocks,
 * serialization failures) is tried again, so `action` must be one that can be repeated.
 */
export async function mapped<T>(url: string, action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (attempt === mostAttempts || !gaveWay(error)) throw mapError(error, url);
      await sleep(Math.random() * 20 * 2 ** attempt);
    }
  }
}

function detailOf(error: Error): string {
  const { detail } = error as { detail?: unknown };
  return typeof detail === 'string' ? detail : error.message.split('\n').at(-1)!.trim();
}

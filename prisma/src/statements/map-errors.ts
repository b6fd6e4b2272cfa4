import { commandLine, DomainError, InvariantError, type ErrorCode } from '@engram/core';
import { addressOf } from '../database/address-for-people.ts';
import { connectReason } from '../database/connect-reasons.ts';
import { parseAddress, type DatabaseAddress } from '../database/database-address.ts';
import { privilegeReason } from '../database/privilege-reason.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSerializationFailure, originOf, type ErrorOrigin } from './sql-state.ts';

const unreachable = new Set(
  'ECONNREFUSED ECONNRESET ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH ETIMEDOUT EPIPE ENOENT P1001 P1002 P1017'.split(
    ' ',
  ),
);
/** Messages of pg that carry no code. */
const unreachableMessages = /connection terminated due to connection timeout|timeout expired/i;
const lostMessages =
  /connection terminated|connection ended|client has encountered a connection error|client was closed/i;

const unavailableStates: Record<string, string> = {
  '53100': 'has no disk space left; free some and try again',
  '53200': 'is out of memory; try again when it is less busy',
  '25006': 'is read-only; point DATABASE_URL at the primary server',
  '25P03': 'ended a transaction that was idle for too long; try again',
  '25P04': 'ended a transaction that took too long; try again',
  '55P03': 'did not grant a lock in time; try again',
  '57P01': 'ended the connection, for a restart or by an administrator; try again',
  '57P02': 'ended the connection, since it crashed and restarts; try again',
  '57P05': 'ended an idle connection; try again',
  P1000: 'refused the password; check the one in DATABASE_URL',
  P1003: 'does not exist; create it or correct DATABASE_URL',
};

/**
 * Turns an error of pg or Prisma into a DomainError whose message says what to do; an error that is our own mistake (or is
 * mapped already) comes back as it is.
 */
export function mapError(error: unknown, url: string): unknown {
  if (error instanceof DomainError || error instanceof InvariantError || !(error instanceof Error))
    return error;
  const origin = originOf(error);
  const reason = reasonOf(error, origin, url);
  if (reason !== undefined)
    return domainError('STORE_UNAVAILABLE', `The database at ${addressOf(url)} ${reason}.`, error, origin);
  if (lostMessages.test(error.message) && !unreachableMessages.test(error.message))
    return domainError(
      'STORE_UNAVAILABLE',
      `The connection to the database at ${addressOf(url)} was lost (${origin.code || origin.said}). Try again; if that does not ` +
        `help, ${commandLine('doctor')} shows whether the database runs.`,
      error,
      origin,
    );
  const [code, message] = ofStatement(error, origin) ?? [];
  return code === undefined || message === undefined ? error : domainError(code, message, error, origin);
}

/** The same for one who is about to connect: whatever went wrong, the reader learns it. */
export function mapConnectError(error: unknown, url: string): unknown {
  const known = mapError(error, url);
  if (
    known !== error ||
    !(error instanceof Error) ||
    error instanceof InvariantError ||
    error instanceof DomainError
  )
    return known;
  const origin = originOf(error);
  return domainError('STORE_UNAVAILABLE', cannotBeReached(url, origin.said || origin.code), error, origin);
}

/** The same for one who opens the store: what the server itself rejects is said in its own words. */
export function mapOpenError(error: unknown, url: string): unknown {
  const known = mapError(error, url);
  if (known !== error || !(error instanceof Error)) return known;
  const origin = originOf(error);
  if (!/^[0-9A-Z]{5}$/.test(origin.code)) return error;
  return domainError(
    'STORE_UNAVAILABLE',
    `The database at ${addressOf(url)} cannot hold the store: ${origin.said} (${origin.code}).`,
    error,
    origin,
  );
}

function domainError(code: ErrorCode, message: string, cause: Error, origin: ErrorOrigin): DomainError {
  return new DomainError(code, message, { cause, details: { code: origin.code } });
}

const cannotBeReached = (url: string, why: string): string =>
  `The database at ${addressOf(url)} cannot be reached (${why}). Check that it runs and that DATABASE_URL names it; ` +
  `${commandLine('doctor')} shows what is used.`;

/** Why the database as a whole is of no use now, after "The database at … "; undefined when it is about a statement. */
function reasonOf(error: Error, { code, said }: ErrorOrigin, url: string): string | undefined {
  const address = partsOf(url);
  const { cert, detail } = error as { cert?: unknown; detail?: unknown };
  const message = Object.assign(new Error(said), { cert, detail });
  const known = connectReason(message, code, address);
  if (known !== undefined) return known;
  if (code === '42501') return privilegeReason(said, address);
  if (code === '42P01')
    return `lacks a table of the store (${said}): restore it from a backup, or use an empty database`;
  if (code === '25006' || unavailableStates[code] !== undefined) return unavailableStates[code];
  if (unreachable.has(code) || /^(08|57P0)/.test(code) || unreachableMessages.test(said))
    return cannotBeReached(url, code || said)
      .replace(/^The database at \S+ /, '')
      .replace(/\.$/, '');
  return undefined;
}

function partsOf(url: string): DatabaseAddress {
  try {
    return parseAddress(url);
  } catch {
    return parseAddress('postgresql://');
  }
}

function ofStatement(error: Error, { code, said }: ErrorOrigin): [ErrorCode, string] | undefined {
  switch (code) {
    case '23505':
    case 'P2002':
      return ['CONFLICT', `This is stored already: ${detailOf(error)}`];
    case '23503':
    case 'P2003':
      return ['NOT_FOUND', `This refers to something that is not stored: ${detailOf(error)}`];
    case '40001':
    case '40P01':
    case 'P2034':
      return ['STORE_UNAVAILABLE', 'The database gave way to another transaction; try again.'];
    case '57014':
      // A limit that the role or the database has is met again; whoever cancelled one statement need not cancel the next.
      return /statement timeout/i.test(said)
        ? [
            'LIMIT_EXCEEDED',
            'The query took longer than the database allows (statement_timeout); ask for less or add a filter.',
          ]
        : ['STORE_UNAVAILABLE', 'The statement was cancelled in the database; try again.'];
    case '22021':
    case '22P05':
      return ['INVALID_ARGUMENT', unstorableText(said)];
    case '22003':
      return ['INVALID_ARGUMENT', 'A number lies outside the range that is stored; use a smaller one.'];
    default:
      return undefined;
  }
}

function unstorableText(said: string): string {
  const [, encoding] = /has no equivalent in encoding "(\w+)"/.exec(said) ?? [];
  return encoding === undefined
    ? 'A text holds a character that cannot be stored (U+0000); remove it.'
    : `A text holds a character that the database cannot store: its encoding is ${encoding}, and Engram needs UTF8.`;
}

/** How often `mapped` tries what the database rolled back for another transaction; they seldom meet more than once. */
const maxAttempts = 5;

/**
 * Runs `action` with its storage errors mapped. What the database rolled back for the sake of another transaction (deadlocks,
 * serialization failures) is tried again, so `action` must be one that can be repeated.
 */
export async function mapped<T>(url: string, action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (attempt === maxAttempts || !isSerializationFailure(error)) throw mapError(error, url);
      await sleep(Math.random() * 20 * 2 ** attempt);
    }
  }
}

function detailOf(error: Error): string {
  const { detail } = error as { detail?: unknown };
  return typeof detail === 'string' ? detail : error.message.split('\n').at(-1)!.trim();
}

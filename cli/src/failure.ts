import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { DomainError, errorTable } from '@engram/core';
import { CommanderError } from 'commander';
import type { Log } from './log.ts';

export interface Failure {
  exitCode: number;
  /** For the reader; empty when help or the version was what was asked for. */
  message: string;
  code: string;
}

/** How a command ends on an error: what its reader can act on is said, the rest is logged under an id. */
export function failureOf(error: unknown, log: Log, logPath: string): Failure {
  if (error instanceof DomainError)
    return { exitCode: error.traits.exit, message: error.message, code: error.code };
  if (error instanceof CommanderError) {
    const isHelp = error.exitCode === 0 || error.code === 'commander.help';
    return {
      exitCode: error.exitCode === 0 ? 0 : errorTable.INVALID_ARGUMENT.exit,
      message: isHelp ? '' : error.message.replace(/^error: /, ''),
      code: 'INVALID_ARGUMENT',
    };
  }
  const id = randomUUID().slice(0, 8);
  let where = `The details are in ${logPath} under ${id}.`;
  try {
    log('unexpected error', { id, error: inspect(error, { depth: 6 }) });
  } catch {
    where = 'The details could not be logged: run it again with --debug to see them.';
  }
  return {
    exitCode: errorTable.INTERNAL.exit,
    message: `Something unexpected went wrong. ${where}`,
    code: 'INTERNAL',
  };
}
